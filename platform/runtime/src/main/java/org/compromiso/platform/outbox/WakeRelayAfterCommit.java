package org.compromiso.platform.outbox;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Stands around every transaction: when one that left events has committed, the relay is told at once. */
@WithTransaction
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class WakeRelayAfterCommit {

    private final OutboxRelay relay;

    WakeRelayAfterCommit(OutboxRelay relay) {
        this.relay = relay;
    }

    @AroundInvoke
    Object around(InvocationContext invocation) throws Exception {
        var result = invocation.proceed();
        if (result instanceof Uni<?> uni) {
            return uni.invoke(() -> {
                var context = Vertx.currentContext();
                if (context != null && context.removeLocal(Outbox.APPENDED)) {
                    relay.wake();
                }
            });
        }
        return result;
    }
}
