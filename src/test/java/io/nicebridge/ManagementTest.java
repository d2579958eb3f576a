package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ManagementTest {
  @Test
  void refusesAnAddressThatTheMachineHasNot() {
    // TEST-NET-3 of RFC 5737: nobody's.
    assertThatThrownBy(() -> Management.checkItOpens("203.0.113.9", 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the management port cannot be opened: camel.management.host [203.0.113.9] must be an"
                + " address of this machine");
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> Management.checkItOpens("127.0.0.1", other.getLocalPort()))
          .hasMessageEndingWith("camel.management.port [" + other.getLocalPort() + "] is taken");
    }
  }

  @Test
  void takesAPortThatIsTakenOnAnotherAddressOnly() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      assertThatCode(() -> Management.checkItOpens("127.0.0.1", other.getLocalPort()))
          .doesNotThrowAnyException();
    }
  }
}
