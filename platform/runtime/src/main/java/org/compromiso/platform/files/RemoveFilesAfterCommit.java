package org.compromiso.platform.files;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Stands around every transaction: the file that one has forgotten goes when it has committed, and stays when not. */
@WithTransaction
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
@IfBuildProperty(name = "compromiso.files.enabled", stringValue = "true")
class RemoveFilesAfterCommit {

    private final FileStore files;

    RemoveFilesAfterCommit(FileStore files) {
        this.files = files;
    }

    @AroundInvoke
    Object around(InvocationContext invocation) throws Exception {
        var result = invocation.proceed();
        if (result instanceof Uni<?> uni) {
            return uni.onItemOrFailure().call((item, failure) -> {
                var context = Vertx.currentContext();
                StoredFile forgotten = context == null ? null : context.getLocal(FileStore.FORGOTTEN);
                if (forgotten == null) {
                    return Uni.createFrom().voidItem();
                }
                context.removeLocal(FileStore.FORGOTTEN);
                return failure == null
                        ? files.remove(forgotten)
                        : Uni.createFrom().voidItem();
            });
        }
        return result;
    }
}
