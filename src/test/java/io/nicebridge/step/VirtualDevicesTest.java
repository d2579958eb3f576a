package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.device.DeviceLine;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.PortId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of virtual devices. */
class VirtualDevicesTest {
  private static final String ID = "00000001-5cdd-280b-8002-000000000101";

  private static DeviceLine line(String text) {
    return VirtualDevices.line(Table.rows(text).get(0));
  }

  @Test
  void readsNodesPortsFileAndRoute() {
    DeviceLine line = line(ID + "  0001:0001+0002,0002  file:/run/x.json  local://lobby");

    assertThat(line.device()).hasToString(ID);
    assertThat(line.nodes().keySet()).containsExactly(new NodeId("0001"), new NodeId("0002"));
    assertThat(line.nodes().get(new NodeId("0001")))
        .isEqualTo(List.of(new PortId("0001"), new PortId("0002")));
    assertThat(line.securityObject()).hasToString("/run/x.json");
    assertThat(line.route()).contains("lobby");
    assertThat(line(ID + " 0001 file:x.json").route()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0001 file:x.json | a line must be: EndPointID",
        "00000001-5cdd 0001 file:x.json | EndPointID [00000001-5cdd] must be hexadecimal digits",
        ID + " 1 file:x.json | NODE_ID [1] must be 4 hexadecimal digits",
        ID + " 0001:2 file:x.json | PORT_ID [2] must be 4 hexadecimal digits",
        ID + " 0001,0001 file:x.json | the Node [0001] stands twice",
        ID + " 0001 x.json | the security object [x.json] must be file:<path>",
        ID + " 0001 file: | the security object [file:] must be file:<path>",
        ID + " 0001 file:x.json mqtt://x | the last column [mqtt://x] must be local://<name>",
        ID + " 0001 file:x.json local://x y | a line must be: EndPointID",
      })
  void saysWhatIsWrongWithALine(String text, String sentence) {
    assertThatThrownBy(() -> line(text))
        .isInstanceOf(Table.BadRow.class)
        .hasMessageContaining(sentence.strip());
  }

  @Test
  void refusesASecondLineForADevice() {
    String twice = ID + " 0001 file:x.json\n" + ID + " 0002 file:y.json";

    assertThatThrownBy(() -> new VirtualDevices().setTable(twice))
        .hasMessage("the device [" + ID + "] has two lines");
  }

  @Test
  void refusesMoreDevicesThanOneBridgeIsBuiltFor() {
    String table =
        IntStream.rangeClosed(0, VirtualDevices.MOST)
            .mapToObj("00000001-5cdd-280b-8002-%012d 0001 file:x.json"::formatted)
            .collect(Collectors.joining("\n"));

    assertThatThrownBy(() -> new VirtualDevices().setTable(table))
        .hasMessage("the table must have 1000 devices at most");
  }
}
