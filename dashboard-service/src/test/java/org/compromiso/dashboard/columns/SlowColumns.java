package org.compromiso.dashboard.columns;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The rows that columns are made of, as slow to come as a test wants them; as quick as ever if none does. */
@Alternative
@Priority(1)
@Singleton
public class SlowColumns extends ColumnRows {

    private volatile Duration later = Duration.ZERO;

    SlowColumns(Pool pool) {
        super(pool);
    }

    /** Whatever the columns read comes so much later. */
    public void come(Duration later) {
        this.later = later;
    }

    @Override
    Loaded load(Runnable heard) {
        LockSupport.parkNanos(later.toNanos());
        return super.load(heard);
    }

    @Override
    Changed changedAfter(long number) {
        LockSupport.parkNanos(later.toNanos());
        return super.changedAfter(number);
    }
}
