package io.nicebridge.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How devices behind an HTTPS destination are asked.
 *
 * @param trustStore PKCS12, JKS or PEM: who may sign their certificates; else the JDK's own list
 * @param connections to one authority at once; more requests wait for one of them
 * @param waiting requests that may wait for a connection to one authority
 * @param connectTimeout TCP and TLS together
 * @param maxBody bytes of an answer
 */
public record WebApiSettings(
    Optional<Path> trustStore,
    Optional<String> trustStorePassword,
    int connections,
    int waiting,
    Duration connectTimeout,
    long maxBody) {
  @Override
  public String toString() {
    return "WebApiSettings[" + trustStore + ", " + connections + " connections]";
  }
}
