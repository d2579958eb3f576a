package io.nicebridge.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests smuggled in the body of another: Netty 4.1.128, to which Camel's own BOM leads, finds
 * them; the one that is pinned here does not. What the front door answers is in HeadersIT.
 */
class StockNettyIT {
  private static final Path STOCK = Path.of("target/stock-netty");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked, xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n100000000\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1;a=\"\r\nX\r\n0\r\n\r\n",
      })
  void isFoundByStockNettyAndNotByOurs(String rest) throws Exception {
    byte[] wire =
        ("POST /first HTTP/1.1\r\nHost: a\r\n"
                + rest
                + "POST /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    try (URLClassLoader loader = stock()) {
      assertThat(decoding(loader).apply(wire)).contains("/smuggled");
    }
    assertThat(new Decoding().apply(wire)).doesNotContain("/smuggled");
  }

  private static URLClassLoader stock() throws IOException {
    List<URL> places = new ArrayList<>();
    try (Stream<Path> jars = Files.list(STOCK)) {
      for (Path jar : jars.toList()) {
        places.add(jar.toUri().toURL());
      }
    }
    places.add(Decoding.class.getProtectionDomain().getCodeSource().getLocation());
    return new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @SuppressWarnings("unchecked") // the same class, of another loader
  private static Function<byte[], List<String>> decoding(ClassLoader loader) throws Exception {
    Class<?> decoding = loader.loadClass(Decoding.class.getName());
    return (Function<byte[], List<String>>) decoding.getConstructor().newInstance();
  }
}
