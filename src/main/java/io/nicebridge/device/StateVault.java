package io.nicebridge.device;

import io.nicebridge.folder.ProcessLock;
import io.nicebridge.folder.WholeFile;
import io.nicebridge.id.EndPointId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Where devices keep what they know: a file each, encrypted by AES-256-GCM (NIST SP 800-38D), there
 * whole or not at all whenever the power goes. The device's EndPointID is sealed with it: no file
 * passes for another device's.
 *
 * <pre>
 * NDS1   12 bytes of nonce, new for each writing   ciphertext and its tag
 * </pre>
 */
public final class StateVault implements AutoCloseable {
  static final String ENDING = ".state";

  private static final byte[] MAGIC = "NDS1".getBytes(StandardCharsets.US_ASCII);
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final Path folder;
  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();
  private @Nullable ProcessLock lock;

  /**
   * @param folder of this bridge alone; made when it is first needed
   */
  public StateVault(Path folder, SecretKey key) {
    this.folder = folder;
    this.key = key;
  }

  /**
   * What the device knew when it was last written down; {@link LifeState#BORN} where it never was.
   *
   * @throws IOException one sentence, where the file cannot be read by this key: it stays as it is
   */
  LifeState load(EndPointId device) throws IOException {
    open();
    Path file = file(device);
    if (!Files.exists(file)) {
      return LifeState.BORN;
    }
    try {
      return StateText.read(decrypt(device, Files.readAllBytes(file)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "its file %s cannot be read by this nice.device.key: put the right key back, or take the"
                  .formatted(file)
              + " file away, and the device is born anew",
          e);
    }
  }

  void save(EndPointId device, LifeState state) throws IOException {
    open();
    try {
      WholeFile.write(file(device), encrypt(device, StateText.write(state)));
    } catch (GeneralSecurityException e) {
      throw new IOException("AES-GCM is not to be had on this Java", e);
    }
  }

  private Path file(EndPointId device) {
    return folder.resolve(device.text() + ENDING);
  }

  private synchronized void open() throws IOException {
    if (lock == null) {
      Files.createDirectories(folder);
      lock =
          ProcessLock.take(folder, "lock")
              .orElseThrow(
                  () ->
                      new IOException(
                          "nice.device.folder [%s] must be this bridge's alone: another one has it"
                              .formatted(folder)));
    }
  }

  private byte[] encrypt(EndPointId device, String text) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed =
        cipher(Cipher.ENCRYPT_MODE, nonce, device).doFinal(text.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(MAGIC);
    file.writeBytes(nonce);
    file.writeBytes(sealed);
    return file.toByteArray();
  }

  private String decrypt(EndPointId device, byte[] file) throws GeneralSecurityException {
    int begin = MAGIC.length + NONCE;
    if (file.length <= begin || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new GeneralSecurityException("not a state");
    }
    byte[] nonce = Arrays.copyOfRange(file, MAGIC.length, begin);
    byte[] text =
        cipher(Cipher.DECRYPT_MODE, nonce, device).doFinal(file, begin, file.length - begin);
    return new String(text, StandardCharsets.UTF_8);
  }

  private Cipher cipher(int mode, byte[] nonce, EndPointId device) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(device.text().getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }

  @Override
  public synchronized void close() throws IOException {
    Optional<ProcessLock> held = Optional.ofNullable(lock);
    lock = null;
    if (held.isPresent()) {
      held.get().close();
    }
  }
}
