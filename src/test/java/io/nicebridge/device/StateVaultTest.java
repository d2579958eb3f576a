package io.nicebridge.device;

import static io.nicebridge.device.Objects.ANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateVaultTest {
  private static final EndPointId DEVICE = EndPointId.parse(Objects.DEVICE, Strictness.STRICT);
  private static final EndPointId NEIGHBOUR =
      EndPointId.parse("00000001-5cdd-280b-8002-000000000102", Strictness.STRICT);
  private static final LifeState REGISTERED =
      new LifeState(
          Optional.of(
              ManagementEndPoint.parse(Objects.endPoint("la.example:8883", "swordfish", ANY))),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  @TempDir Path folder;
  private SecretKey key;

  @BeforeEach
  void makeKey() throws IOException {
    key = key("k", "0123456789abcdef");
  }

  private SecretKey key(String name, String quarter) throws IOException {
    return StateKey.load(Files.writeString(folder.resolve(name), quarter.repeat(4) + "\n"));
  }

  private Path file(EndPointId device) {
    return folder.resolve("devices").resolve(device.text() + StateVault.ENDING);
  }

  private StateVault vault(SecretKey with) {
    return new StateVault(folder.resolve("devices"), with);
  }

  @Test
  void isBornWhereNothingWasKept() throws IOException {
    try (StateVault vault = vault(key)) {
      assertThat(vault.load(DEVICE)).isEqualTo(LifeState.BORN);
    }
  }

  @Test
  void knowsAfterARestartWhatItKnewBefore() throws IOException {
    try (StateVault vault = vault(key)) {
      vault.save(DEVICE, REGISTERED);
    }
    try (StateVault vault = vault(key)) {
      assertThat(vault.load(DEVICE)).isEqualTo(REGISTERED);
    }
  }

  @Test
  void leavesNothingReadableOnTheDisk() throws IOException {
    try (StateVault vault = vault(key)) {
      vault.save(DEVICE, REGISTERED);
      byte[] once = Files.readAllBytes(file(DEVICE));
      vault.save(DEVICE, REGISTERED);

      assertThat(new String(once, StandardCharsets.ISO_8859_1))
          .doesNotContain("swordfish", "la.example", "NetEndPoint");
      assertThat(Files.readAllBytes(file(DEVICE))).as("another nonce").isNotEqualTo(once);
    }
  }

  @Test
  void refusesAnotherKeyAndKeepsTheFile() throws IOException {
    try (StateVault vault = vault(key)) {
      vault.save(DEVICE, REGISTERED);
    }
    try (StateVault vault = vault(key("other", "fedcba9876543210"))) {
      assertThatThrownBy(() -> vault.load(DEVICE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot be read by this nice.device.key");
    }
    assertThat(file(DEVICE)).exists();
  }

  @Test
  void refusesAFileThatWasAnotherDevicesOrWasChanged() throws IOException {
    try (StateVault vault = vault(key)) {
      vault.save(DEVICE, REGISTERED);
      Files.copy(file(DEVICE), file(NEIGHBOUR));
      byte[] bytes = Files.readAllBytes(file(DEVICE));
      bytes[bytes.length - 1] ^= 1;
      Files.write(file(DEVICE), bytes);

      assertThatThrownBy(() -> vault.load(NEIGHBOUR)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> vault.load(DEVICE)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesAFolderThatAnotherBridgeHas() throws IOException {
    try (StateVault first = vault(key);
        StateVault second = vault(key)) {
      first.save(DEVICE, REGISTERED);

      assertThatThrownBy(() -> second.load(DEVICE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("must be this bridge's alone");
    }
  }

  @Test
  void refusesAKeyOfAnotherFormWithoutRepeatingIt() throws IOException {
    Path file = Files.writeString(folder.resolve("bad"), "0123456789abcdefg".repeat(4));

    assertThatThrownBy(() -> StateKey.load(file))
        .hasMessageContaining("must hold 64 hexadecimal digits")
        .hasMessageNotContaining("0123456789abcdefg");
  }
}
