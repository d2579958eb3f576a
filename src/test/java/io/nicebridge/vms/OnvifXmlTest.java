package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.Malformed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Notices in XML, as cameras write them and as attackers do. */
class OnvifXmlTest {
  private static final String NOTIFY =
      """
      <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:wsnt="http://docs.oasis-open.org/wsn/b-2"
          xmlns:tt="http://www.onvif.org/ver10/schema" xmlns:tns1="http://www.onvif.org/ver10/topics"><s:Body><wsnt:Notify>
        <wsnt:NotificationMessage>
          <wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">tns1:RuleEngine/LineDetector/Crossed</wsnt:Topic>
          <wsnt:Message><tt:Message UtcTime="2026-01-05T10:15:30.250Z" PropertyOperation="Changed">
            <tt:Source><tt:SimpleItem Name="Rule" Value="Line1"/></tt:Source>
            <tt:Data><tt:SimpleItem Name="ObjectId" Value="17"/></tt:Data>
          </tt:Message></wsnt:Message>
        </wsnt:NotificationMessage>
        <wsnt:NotificationMessage>
          <wsnt:Topic>tns1:VideoSource/MotionAlarm</wsnt:Topic>
          <wsnt:Message><tt:Message UtcTime="2026-01-05T10:15:31Z" PropertyOperation="Initialized">
            <tt:Data><tt:SimpleItem Name="State" Value="true"/></tt:Data>
          </tt:Message></wsnt:Message>
        </wsnt:NotificationMessage>
      </wsnt:Notify></s:Body></s:Envelope>
      """;

  private static List<OnvifNotice> notices(String xml) {
    return OnvifXml.notices(xml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsEveryNoticeOfAMessage() {
    List<OnvifNotice> notices = notices(NOTIFY);

    assertThat(notices).hasSize(2);
    assertThat(notices.get(0).topic()).isEqualTo("RuleEngine/LineDetector/Crossed");
    assertThat(notices.get(0).source()).isEqualTo(Map.of("Rule", "Line1"));
    assertThat(notices.get(0).data()).isEqualTo(Map.of("ObjectId", "17"));
    assertThat(notices.get(0).time()).hasValue(Instant.parse("2026-01-05T10:15:30.250Z"));
    assertThat(notices.get(0).initial()).isFalse();
    assertThat(notices.get(1).initial()).isTrue();
  }

  @Test
  void refusesADtdAndEveryEntityOfIt() {
    String bomb =
        """
        <!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>\
        """;
    String external = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";

    assertThatThrownBy(() -> notices(bomb))
        .isInstanceOf(Malformed.class)
        .hasMessageNotContaining("aaa");
    assertThatThrownBy(() -> notices(external)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> notices("<a>&x;</a>")).isInstanceOf(Malformed.class);
  }

  @Test
  void refusesWhatIsTooDeepTooManyOrTooLarge() {
    assertThatThrownBy(() -> notices("<a>".repeat(1000) + "</a>".repeat(1000)))
        .hasMessageStartingWith("XML must be at most 64 levels deep");
    assertThatThrownBy(() -> notices("<a>" + "<b/>".repeat(30_000) + "</a>"))
        .hasMessageContaining("20000 elements");
    assertThatThrownBy(() -> OnvifXml.notices(new byte[2 << 20]))
        .hasMessageStartingWith("XML must be at most 1048576 bytes");
  }

  @Test
  void refusesWhatIsNoXml() {
    assertThatThrownBy(() -> notices("")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> notices("{}")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> notices(NOTIFY.substring(0, 900))).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> OnvifXml.notices(NOTIFY.getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(Malformed.class);
  }
}
