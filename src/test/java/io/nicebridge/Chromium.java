package io.nicebridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A headless Chromium of its own, with one page open. */
final class Chromium implements AutoCloseable {
  private final Process process;

  private Chromium(Process process) {
    this.process = process;
  }

  /**
   * Opens a page.
   *
   * @param trusted the one certificate that it takes beside those that everybody takes
   */
  static Chromium open(String url, X509Certificate trusted) {
    try {
      Path folder =
          Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "chromium");
      return new Chromium(
          new ProcessBuilder(
                  "chromium",
                  "--headless=new",
                  // Root's Chromium does not start with one, and a container may not make one.
                  "--no-sandbox",
                  "--disable-gpu",
                  // A container's /dev/shm is too small.
                  "--disable-dev-shm-usage",
                  "--no-first-run",
                  "--user-data-dir=" + folder.toAbsolutePath(),
                  "--ignore-certificate-errors-spki-list=" + fingerprint(trusted),
                  // Works on a machine without any network, too.
                  "--allow-loopback-in-peer-connection",
                  "--use-fake-ui-for-media-stream",
                  "--use-fake-device-for-media-stream",
                  url)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("chromium cannot be started; is it installed?", e);
    }
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      byte[] key = certificate.getPublicKey().getEncoded();
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
