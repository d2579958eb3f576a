package io.nicebridge.device;

import io.nicebridge.demo.DevCertificates;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** The objects of NICE that a license authority and account services give a device. */
public final class Objects {
  public static final String DEVICE = "00000001-5cdd-280b-8002-000000000101";
  public static final String LA_APP = "00000001-5cdd-280b-8002-000000000000";
  public static final String LA_NET = "00000001-5cdd-280b-8002-00000000000a";

  private Objects() {}

  public static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static String app(String id, X509Certificate certificate) {
    return """
        {"APIVersion":"1.0","EndPointID":"%s","AccessToken":"a","X.509Certificate":["%s"]}"""
        .formatted(id, base64(certificate));
  }

  public static String web(String id, String authority, String token) {
    return """
        {"APIVersion":"1.0","EndPointID":"%s","Scheme":[
          {"Protocol":"WebAPI","Authority":"%s","Role":"Client","AccessToken":"%s"}]}"""
        .formatted(id, authority, token);
  }

  public static String mqtt(String id, String authority, String password) {
    return """
        {"APIVersion":"1.0","EndPointID":"%s","Scheme":[
          {"Protocol":"MQTT","Authority":"%s","Username":"device","Password":"%s","ClientID":"client-%s"}]}"""
        .formatted(id, authority, password, id);
  }

  public static String security(String laAuthority, X509Certificate root) {
    return security(DEVICE, laAuthority, root);
  }

  public static String security(String device, String laAuthority, X509Certificate root) {
    return """
        {"Version":"1.0","DeviceID":"%s","DevicePassword":"p","NICELARootCertificate":["%s"],
         "AllowedTLSRootCertificates":["%s"],"NICELAEndPoint":%s}"""
        .formatted(device, base64(root), base64(root), web(LA_NET, laAuthority, "first-token"));
  }

  public static String endPoint(String authority, String password, X509Certificate la) {
    return endPoint(LA_NET, authority, password, la);
  }

  /**
   * The same where each device has a client id of its own.
   *
   * @param client ends the client id
   */
  public static String endPoint(
      String client, String authority, String password, X509Certificate la) {
    return """
        {"Version":"1.0","NICELAEndPoint":{"AppEndPoint":%s,"NetEndPoint":%s},"DeviceCertificate":[]}"""
        .formatted(
            app(LA_APP, la),
            mqtt(LA_NET, authority, password).replace("client-" + LA_NET, "client-" + client));
  }

  /**
   * A ManagementObject that binds.
   *
   * @param as ends the EndPointIDs of the account service
   */
  public static String object(
      String as, String authority, X509Certificate signer, X509Certificate root, String revoked) {
    return """
        {"Version":"1.0","DeviceID":"%s","NICEAS":{"NICEASID":"%s","NICEASName":"an account service",
          "NICEASEndPoint":{"AppEndPoint":%s,"NetEndPoint":%s},"RevokedJSONTokenIDs":[%s]},
         "AllowedTLSRootCertificates":["%s"]}"""
        .formatted(
            DEVICE,
            asApp(as),
            app(asApp(as), signer),
            mqtt(asNet(as), authority, "as-password-" + as),
            revoked,
            base64(root));
  }

  public static String release() {
    return "{\"Version\":\"1.0\",\"DeviceID\":\"" + DEVICE + "\"}";
  }

  public static String control(String revoked) {
    return """
        {"Version":"1.0","DeviceID":"%s","ControlEndPoints":[],"RevokedJSONTokenIDs":[%s]}"""
        .formatted(DEVICE, revoked);
  }

  public static String mode(String id, String node) {
    return """
        {"Version":"1.0","SceneModeID":"%s","NodeID":"%s","Mode":{"SceneMode":"Label"}}"""
        .formatted(id, node);
  }

  /** A SceneMode that asks for SceneMarks. */
  public static String mode(String id, String node, String... outputs) {
    return """
        {"Version":"1.0","SceneModeID":"%s","NodeID":"%s","Mode":{"SceneMode":"Label",
         "SceneMarkOutputList":[%s]}}"""
        .formatted(id, node, String.join(",", outputs));
  }

  /**
   * An output by MQTT.
   *
   * @param more after the QoS, such as an Encryption
   */
  public static String output(String net, String port, String authority, int qos, String more) {
    return """
        {"SceneMarkOutputEndPoint":{"APIVersion":"1.0","EndPointID":"%s","NodeID":"0001","PortID":"%s",
          "Scheme":[{"Protocol":"MQTT","Authority":"%s","Username":"u","Password":"p","ClientID":"c","QoS":%d}]}%s}"""
        .formatted(net, port, authority, qos, more);
  }

  /** A SceneMode that asks for the pictures of a Port, 0001. */
  public static String pictures(String id, String node, String more, String... outputs) {
    return """
        {"Version":"1.0","SceneModeID":"%s","NodeID":"%s","Outputs":[{"Type":"Image","PortID":"0001"%s,
         "DestinationEndPointList":[%s]}],"Mode":{"SceneMode":"Label"}}"""
        .formatted(
            id,
            node,
            more,
            String.join(",", outputs)
                .replace("{\"SceneMarkOutputEndPoint\":", "{\"NetEndPoint\":"));
  }

  /** An Encryption of an output, whose key a server has. */
  public static String encryption(String keyId, String server) {
    return """
        ,"Encryption":{"EncryptionOn":true,"SceneEncryptionKeyID":"%s",
          "SceneMarkEncryption":{"JWEAlg":"A256KW","JWEEnc":"A256GCM"},
          "PrivacyServerEndPoint":{"AppEndPoint":{"EndPointID":"%s","AccessToken":"privacy-app"},
            "NetEndPoint":{"APIVersion":"1.0","EndPointID":"%s","NodeID":"0001","Scheme":[
              {"Protocol":"WebAPI","Authority":"%s","Role":"Client","AccessToken":"privacy-net"}]}}}"""
        .formatted(keyId, asApp("09"), asNet("09"), server);
  }

  /**
   * A PrivacyObject.
   *
   * @param k 32 bytes in base64url
   */
  public static String privacy(String keyId, String k, String start, String end) {
    return """
        {"Version":"1.0","EndPointID":"%s","PrivacyObjectID":"p","StartDateTime":"%s","EndDateTime":"%s",
         "SceneEncryptionKey":{"k":"%s","kid":"%s","iv":"AAAA"}}"""
        .formatted(DEVICE, start, end, k, keyId);
  }

  public static String asApp(String as) {
    return "00000001-5eab-2e10-8003-0000000000" + as;
  }

  public static String asNet(String as) {
    return "00000001-5eab-2e10-8003-0000000001" + as;
  }

  /** One authority for all of a test that is about no certificates. */
  static final DevCertificates CERTIFICATES = new DevCertificates();

  static final X509Certificate ANY = CERTIFICATES.authority();
}
