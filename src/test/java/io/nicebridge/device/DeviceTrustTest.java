package io.nicebridge.device;

import static io.nicebridge.device.Side.ACCOUNT_SERVICE;
import static io.nicebridge.device.Side.LICENSE_AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.demo.DevCertificates;
import io.nicebridge.token.TokenRefused;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose access tokens count for a device, on which side. */
class DeviceTrustTest {
  private final DevCertificates certificates = new DevCertificates();
  private final DeviceTrust trust =
      new DeviceTrust(
          new DeviceSettings(
              Path.of("."),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Set.of("ES256"),
              Duration.ofSeconds(30)),
          Clock.systemUTC());
  private SimulatedService la;
  private SimulatedService as;

  @BeforeEach
  void authorities(@TempDir Path folder) {
    la = new SimulatedService(Objects.LA_APP, Objects.LA_NET, certificates, folder);
    as = new SimulatedService(Objects.asApp("01"), Objects.asNet("01"), certificates, folder);
  }

  @AfterEach
  void close() {
    trust.close();
  }

  private void follow(X509Certificate laSigner, String revoked) {
    String object =
        Objects.object(
            "01", "as.example", as.signer().certificate(), certificates.authority(), revoked);
    trust.follow(
        new LifeState(
            Optional.of(
                ManagementEndPoint.parse(Objects.endPoint("la.example", "secret", laSigner))),
            Optional.of(ManagementObject.parse(object)),
            Optional.empty(),
            Map.of()));
  }

  private String subject(Side side, String token) {
    return trust.tokens(side).verify(token).toCompletableFuture().join().subject();
  }

  private void assertRefused(Side side, String token) {
    assertThatThrownBy(() -> subject(side, token)).hasCauseInstanceOf(TokenRefused.class);
  }

  @Test
  void believesEachAuthorityOnItsOwnSideOnly() {
    follow(la.signer().certificate(), "");

    assertThat(subject(LICENSE_AUTHORITY, la.token("Management"))).isEqualTo(la.app());
    assertThat(subject(ACCOUNT_SERVICE, as.token("Management"))).isEqualTo(as.app());
    assertRefused(LICENSE_AUTHORITY, as.token("Management"));
    assertRefused(ACCOUNT_SERVICE, la.token("Management"));
  }

  /** A device's own certificate leads to its license authority's root, too. */
  @Test
  void doesNotBelieveWhomASignerHasSigned() {
    follow(certificates.authority(), "");

    assertRefused(LICENSE_AUTHORITY, la.token("Management"));
  }

  @Test
  void believesNoTokenThatIsRevokedWhileItIsRemembered() {
    follow(la.signer().certificate(), "");
    String token = as.token(Map.of("jti", "gone"), "Management");
    assertThat(subject(ACCOUNT_SERVICE, token)).isEqualTo(as.app());

    follow(la.signer().certificate(), "\"gone\"");

    assertRefused(ACCOUNT_SERVICE, token);
    assertThat(subject(ACCOUNT_SERVICE, as.token("Management"))).isEqualTo(as.app());
  }

  @Test
  void believesNobodyBeforeItKnowsAnAuthority() {
    trust.follow(LifeState.BORN);

    assertRefused(LICENSE_AUTHORITY, la.token("Management"));
  }
}
