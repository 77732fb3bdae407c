package org.compromiso.platform.limits;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;

/**
 * By what clients without an account are told apart: what the connection comes from, or what a trusted proxy says
 * ({@code quarkus.http.proxy.*}); of an IPv6 address the first 64 bits, because a client has all the others to itself.
 */
public final class ClientAddress {

    private ClientAddress() {}

    /** Never null: clients whose address is not known are one. */
    public static String of(HttpServerRequest request) {
        var address =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        return address == null ? "unknown" : network(address);
    }

    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length != 16 ? address : HexFormat.of().formatHex(bytes, 0, 8);
    }
}
