package org.compromiso.platform.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Tells a failure that is a server's (away, full, slow, restarting) from one that whoever asked, or our own program, is to
 * blame for: the first passes when one waits, the second comes again (docs/decisions/0015).
 */
public final class ServerAway {

    /** SQLSTATE classes that say: this statement, with these values, is refused, today and tomorrow. */
    private static final Set<String> REFUSED = Set.of("21", "22", "23", "42", "54", "P0");

    private ServerAway() {}

    /** What a database says of itself decides; of all that is unknown, only what comes from the client's layers is its fault. */
    public static boolean isCauseOf(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var state = sqlState(cause);
            if (state != null && state.length() == 5) {
                return !REFUSED.contains(state.substring(0, 2));
            }
            if (cause instanceof JsonProcessingException || cause instanceof FileSystemException) {
                // An IOException by descent, but no server's fault.
                return false;
            }
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof io.smallrye.mutiny.TimeoutException
                    || cause instanceof RejectedExecutionException
                    || isOfTheClient(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Hibernate puts an SQLException in place of the client's own exception. */
    private static String sqlState(Throwable cause) {
        if (cause instanceof DatabaseException refused) {
            return refused.getSqlState();
        }
        return cause instanceof SQLException refused ? refused.getSQLState() : null;
    }

    /** Pool and connections fail with all kinds of types, some without a name of their own ("Timeout", "Pool closed"). */
    private static boolean isOfTheClient(Throwable cause) {
        var type = cause.getClass().getName();
        return (type.startsWith("io.vertx.") && !type.startsWith("io.vertx.core.json."))
                || type.startsWith("io.netty.");
    }
}
