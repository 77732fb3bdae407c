package org.compromiso.dashboard.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.compromiso.dashboard.fixtures.Rows;

/**
 * Clients that ask for a long file and take nothing of it. More rows than lie between server and client are copies of one
 * pledge, under references of their own.
 */
final class SlowClients implements AutoCloseable {

    private final URI address;
    private final Rows rows;
    private final String references;
    private final List<Socket> clients = new ArrayList<>();

    /** @param references how those of the copies begin; five digits follow */
    SlowClients(URI address, Rows rows, String pledge, String references) {
        this.address = address;
        this.rows = rows;
        this.references = references;
        rows.query("""
                insert into pledge (generation, reference, version, state, type, registration, headline, participations,
                  entity_kind, scope, registered_on, year, ends_on, title_key, objectives, principles, sdgs, natures,
                  countries, regions)
                select p.generation, $2 || lpad(n::text, 5, '0'), p.version,
                  p.state || jsonb_build_object('reference', $2 || lpad(n::text, 5, '0')), p.type,
                  p.registration, p.headline, p.participations, p.entity_kind, p.scope, p.registered_on, p.year,
                  p.ends_on, p.title_key, p.objectives, p.principles, p.sdgs, p.natures, p.countries, p.regions
                from pledge p, generate_series(1, 6000) n
                where p.reference = $1 and p.generation = (select generation from live)
                """, pledge, references);
    }

    /** One that comes from 127.0.0.{@code from}; an address of its own is one of its own to the service. */
    Socket ask(int from, String file) throws IOException {
        var client = new Socket();
        clients.add(client);
        client.setReceiveBufferSize(4096);
        client.bind(new InetSocketAddress("127.0.0." + from, 0));
        client.connect(new InetSocketAddress("127.0.0.1", address.getPort()));
        client.getOutputStream()
                .write(("GET /api/dashboard/exports/" + file + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
        return client;
    }

    void leave() throws IOException {
        for (var client : clients) {
            client.close();
        }
        clients.clear();
    }

    /** How many files are being written; the first has the gauge made. */
    static int running(MeterRegistry meters) {
        var gauge = meters.find("compromiso.exports.running").gauge();
        return gauge == null ? 0 : (int) gauge.value();
    }

    @Override
    public void close() throws IOException {
        leave();
        rows.query("delete from pledge where reference like $1", references + "_____");
    }
}
