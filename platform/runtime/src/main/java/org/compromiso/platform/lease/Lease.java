package org.compromiso.platform.lease;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;

/**
 * The right to do what one instance at a time may do, held for a while and renewed while there is work. When the holder
 * stops, is killed or paused, another takes over once the time is up by the database's clock. It tells who should
 * work; what must not happen twice needs a fence of its own. For threads that may block.
 */
public final class Lease {

    private static final Duration FOR = Duration.ofSeconds(6);
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Pool pool;
    private final String name;
    private final UUID holder = UUID.randomUUID();
    private long heldSince;
    private boolean held;

    public Lease(Pool pool, String name) {
        this.pool = pool;
        this.name = name;
    }

    /** True if this instance holds the lease now; takes or renews it when needed. */
    public boolean hold() {
        if (held && System.nanoTime() - heldSince < RENEWED_AFTER.toNanos()) {
            return true;
        }
        var asked = System.nanoTime();
        var rows = pool.preparedQuery("insert into lease (name, holder, expires_at)"
                        + " values ($1, $2, now() + $3 * interval '1 millisecond')"
                        + " on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at"
                        + " where lease.holder = excluded.holder or lease.expires_at < now()")
                .execute(Tuple.of(name, holder, FOR.toMillis()))
                .await()
                .atMost(PATIENCE);
        held = rows.rowCount() == 1;
        heldSince = asked;
        return held;
    }

    /** Lets another instance take over at once. */
    public void release() {
        if (held) {
            held = false;
            pool.preparedQuery("delete from lease where name = $1 and holder = $2")
                    .execute(Tuple.of(name, holder))
                    .await()
                    .atMost(PATIENCE);
        }
    }
}
