package io.nicebridge.broker;

import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.remoting.impl.ssl.CachingSSLContextFactory;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;

/**
 * Lets an acceptor have a context that was made elsewhere, and whose keys are renewed there: the
 * engine by itself takes files only. It finds this class as a service.
 */
public final class GivenTls extends CachingSSLContextFactory {
  private static final int BEFORE_THE_ENGINES_OWN = 20;

  @Override
  public SSLContext getSSLContext(SSLContextConfig config, Map<String, Object> options)
      throws Exception {
    return options.get(TransportConstants.SSL_CONTEXT_PROP_NAME) instanceof SSLContext given
        ? given
        : super.getSSLContext(config, options);
  }

  @Override
  public int getPriority() {
    return BEFORE_THE_ENGINES_OWN;
  }
}
