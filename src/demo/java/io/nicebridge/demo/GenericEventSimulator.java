package io.nicebridge.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * XProtect's port for generic events: lines of text by TCP, apart by CRLF, and datagrams by UDP.
 */
public final class GenericEventSimulator implements AutoCloseable {
  private static final int LARGEST = 65_507;

  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final List<String> seen = new CopyOnWriteArrayList<>();

  public GenericEventSimulator() {
    try {
      tcp = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
      udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::acceptLines);
    start(this::acceptDatagrams);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "generic-events");
    thread.setDaemon(true);
    thread.start();
  }

  public int tcpPort() {
    return tcp.getLocalPort();
  }

  public int udpPort() {
    return udp.getLocalPort();
  }

  /** Every line, as it came. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  private void acceptLines() {
    while (!tcp.isClosed()) {
      try (Socket caller = tcp.accept();
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8))) {
        lines.lines().forEach(seen::add);
      } catch (IOException | UncheckedIOException gone) {
        // The next caller may do better.
      }
    }
  }

  private void acceptDatagrams() {
    byte[] buffer = new byte[LARGEST];
    while (!udp.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
        text.lines().forEach(seen::add);
      } catch (IOException gone) {
        // The next one may do better.
      }
    }
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
