package io.nicebridge;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.MainHttpServerFactory;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Keeps Camel Main from opening a listener of its own for {@code camel.server.*}: the front door
 * reads those settings. The management port stays Camel's.
 */
final class DoorServerFactory implements MainHttpServerFactory {
  private final DefaultMainHttpServerFactory stock = new DefaultMainHttpServerFactory();

  @Override
  public Service newHttpServer(CamelContext context, HttpServerConfigurationProperties settings) {
    return new ServiceSupport() {};
  }

  @Override
  public Service newHttpManagementServer(
      CamelContext context, HttpManagementServerConfigurationProperties settings) {
    stock.setCamelContext(context);
    return stock.newHttpManagementServer(context, settings);
  }
}
