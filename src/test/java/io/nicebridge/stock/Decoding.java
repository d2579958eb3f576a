package io.nicebridge.stock;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The targets of the requests that Netty's own decoder finds in some bytes, until one is bad. */
public final class Decoding implements Function<byte[], List<String>> {
  @Override
  public List<String> apply(byte[] wire) {
    EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
    channel.writeInbound(Unpooled.wrappedBuffer(wire));
    List<String> targets = new ArrayList<>();
    for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
      if (part instanceof HttpRequest request && request.decoderResult().isSuccess()) {
        targets.add(request.uri());
      }
    }
    return targets;
  }
}
