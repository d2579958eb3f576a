package io.nicebridge.device;

/** What may happen to a virtual device (NICE 0.9 section 8.3, figure 4). */
public sealed interface LifeEvent {
  /** The bridge starts, or takes the device in. */
  record PowerUp() implements LifeEvent {}

  /** The license authority has answered GetManagementEndPoint. */
  record EndPointGiven(ManagementEndPoint endPoint) implements LifeEvent {}

  /** The license authority has not answered, or not well. */
  record NotAnswered() implements LifeEvent {}

  /** The license authority's broker does not take the client id, name or token that it gave. */
  record CredentialsRefused() implements LifeEvent {}

  /** SetManagementObject: binds, moves, renews, or, without an account, releases. */
  record ObjectSet(ManagementObject object) implements LifeEvent {}

  /** SetControlObject. */
  record ControlSet(ControlObject object) implements LifeEvent {}

  /** SetSceneMode. */
  record ModeSet(SceneMode mode) implements LifeEvent {}
}
