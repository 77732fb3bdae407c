package org.compromiso.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The TCP ports of one running system, all on 127.0.0.1.
 *
 * @param kafkaPartners the port on which Kafka lets partners in
 * @param kafkaController the port on which Kafka's broker talks to its own controller
 */
public record Ports(
        int dashboard,
        int pledge,
        int practice,
        int review,
        int keycloak,
        int kafka,
        int kafkaPartners,
        int kafkaController,
        int postgres) {

    /** The fixed ports of the documentation; PostgreSQL's is out of the way of one that is already installed. */
    public static Ports standard() {
        return new Ports(8080, 8081, 8082, 8083, 8180, 9092, 9094, 9093, 15432);
    }

    /** Ports that were free a moment ago, for a second system beside another, such as in a test. */
    public static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 9; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            int[] p = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            return new Ports(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            for (ServerSocket socket : held) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    Ports withPostgres(int port) {
        return new Ports(dashboard, pledge, practice, review, keycloak, kafka, kafkaPartners, kafkaController, port);
    }
}
