package io.nicebridge;

import java.util.List;
import java.util.stream.Stream;

/** The house rules for route files; each one's name says what holds. */
final class Rules {
  static final List<Rule> ALL =
      List.of(
          NameRules::everyRouteHasAKebabCaseId,
          NameRules::everyRouteIdIsItsOwn,
          NameRules::everyRouteIsDescribedInOneSentence,
          ErrorRules::everyConfigurationIdExists,
          ErrorRules::noRouteLosesTheCommonErrors,
          ErrorRules::everyConfigurationApplies,
          ErrorRules::everyRouteHasErrorsHandled,
          DirectRules::everyDirectCallIsFixed,
          DirectRules::everySchemeIsFixed,
          DirectRules::noSchemeComesFromElsewhere,
          NameRules::everyRouteHasSteps,
          NameRules::everyBeanNameIsItsOwn,
          NameRules::everyTemplateIdIsItsOwn,
          DoorRules::noStepTakesRequests,
          NameRules::everyStepIdIsItsOwn,
          ReferenceRules::noBeanHasTheNameOfAStep,
          DirectRules::everyDirectCallIsAnswered,
          DirectRules::everyDirectNameIsOneRoutes,
          CircleRules::noDirectCallLeadsBack,
          LocalRules::everyLocalDestinationIsARoute,
          LocalRules::everyDevicesRouteIsThere,
          DeviceRules::everyDeviceHasItsSecurityObject,
          DeviceRules::devicesHaveAKey,
          DeviceRules::devicesHaveTheirDoor,
          SignalingRules::everySideIsThere,
          SignalingRules::signalingHasItsTable,
          SignalingRules::nobodyElseListensForEverybody,
          DataRules::dataTravelsByBrokersThatExist,
          DataRules::everyBrokersDataIsOneRoutes,
          DataRules::everySinkIsOneRoutes,
          DataRules::everySinkCanBeFed,
          DataRules::everyDatabaseIsInTheSettings,
          DataRules::everyKafkaClusterIsInTheSettings,
          SinkRules::everyWebhookIsCalledByHttps,
          SinkRules::everyWebhookSecretCanBeRead,
          SinkRules::everySinkHasAFolderOfItsOwn,
          AdapterRules::everyAdapterTableCanBeRead,
          AdapterBeans::everyPropertyOfAnAdapterFits,
          AdapterBeans::everyAdapterHasWhatItNeeds,
          AdapterBeans::everyNotifyingCameraKnowsWhereTo,
          AdapterBeans::everyFileOfAnAdapterCanBeRead,
          AdapterNames::everySiteIsABeanThatCalls,
          AdapterNames::everyOnvifCameraHasALine,
          AdapterNames::everyEventIsAskedForByATopic,
          DoorRules::onlyDoorsListen,
          DoorRules::noRestDsl,
          DoorRules::everyDoorAuthenticatesFirst,
          DoorRules::everyDoorAuthorizesBeforeAnythingLeaves,
          DoorRules::everyDoorWritesTheReply,
          DoorRules::everyPathBeginsWithASlash,
          DoorRules::everyPathHasOneDoor,
          DoorRules::noDoorIsLeftAjar,
          SenderRules::everyHttpSenderIsABridgeEndpoint,
          SenderRules::everyHttpSenderHasAnAddress,
          SenderRules::everyTimerHasItsTime,
          SenderRules::noSenderFollowsRedirects,
          SenderRules::nobodyTransfersExceptions,
          SenderRules::manualAcknowledgementIsForQos1,
          SenderRules::pahoHasNoOtherClient,
          SimpleFunctions::everyNameIsWhole,
          ReferenceRules::nobodyAsksForKeysThatAreNowhere,
          ReferenceRules::everyPlaceholderHasAValue,
          ReferenceRules::everyReferenceIsKnown,
          ReferenceRules::everyTemplateIsKnown,
          ReferenceRules::everyParameterIsOneOfTheTemplate,
          ReferenceRules::nobodyVerifiesWithoutRoots);

  private Rules() {}

  static Stream<Fault> faults(Rule.House house) {
    return ALL.stream().flatMap(rule -> rule.faults(house));
  }
}
