package org.compromiso.pledge.register;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.compromiso.platform.files.FileStore;
import org.compromiso.platform.files.StoredFile;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.problem.Problem;

/**
 * The one file of a pledge: put, replaced and removed by its owner while it is a draft or returned, frozen from the
 * submission on, read by whoever may read the pledge.
 */
@ApplicationScoped
public class PledgeAttachments {

    private final PledgeService service;
    private final PledgeRepository pledges;
    private final FileStore files;
    private final Clock clock;

    PledgeAttachments(PledgeService service, PledgeRepository pledges, FileStore files, Clock clock) {
        this.service = service;
        this.pledges = pledges;
        this.files = files;
        this.clock = clock;
    }

    /**
     * A pledge's file as it stands.
     *
     * @param version of the pledge
     * @param isPublic anyone may read it
     * @param isFirst it took the place of none
     */
    public record Attachment(StoredFile file, long version, boolean isPublic, boolean isFirst) {}

    /** Throws what a file would be refused with, before the first byte of it is read. */
    @WithTransaction
    public Uni<Void> requireOpen(String reference, IfMatch ifMatch, Caller caller) {
        return open(reference, ifMatch, caller).replaceWithVoid();
    }

    /** Gives a pledge its file, in the place of the one it has. */
    @WithTransaction
    public Uni<Attachment> put(String reference, StoredFile file, IfMatch ifMatch, Caller caller) {
        return open(reference, ifMatch, caller).chain(pledge -> {
            var before = pledge.attachment;
            return files.keep(file)
                    .invoke(() -> pledge.attach(file, clock.instant()))
                    .chain(pledges::flush)
                    .chain(() -> files.forget(before))
                    .map(done -> new Attachment(file, pledge.version, false, before == null));
        });
    }

    /** Takes a pledge's file away; returns the pledge's version after it. */
    @WithTransaction
    public Uni<Long> remove(String reference, IfMatch ifMatch, Caller caller) {
        return service.owned(reference, caller)
                .invoke(PledgeAttachments::requireAttached)
                .chain(pledge -> {
                    ifMatch.check(pledge.version);
                    PledgeService.requireEditable(pledge);
                    var before = pledge.attachment;
                    pledge.attach(null, clock.instant());
                    return pledges.flush().chain(() -> files.forget(before)).map(done -> pledge.version);
                });
    }

    /** The file of a pledge that the caller may read; 404 when there is none for them. */
    @WithTransaction
    public Uni<Attachment> of(String reference, Caller caller) {
        return service.readable(reference, caller)
                .invoke(PledgeAttachments::requireAttached)
                .map(pledge ->
                        new Attachment(pledge.attachment, pledge.version, pledge.registration.isPublic(), false));
    }

    /** The file of this id, for whoever has a link to it. */
    @WithTransaction
    public Uni<StoredFile> file(UUID id) {
        return pledges.ofAttachment(id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .map(pledge -> pledge.attachment);
    }

    private Uni<Pledge> open(String reference, IfMatch ifMatch, Caller caller) {
        return service.owned(reference, caller).invoke(pledge -> {
            ifMatch.checkIfSent(pledge.version);
            PledgeService.requireEditable(pledge);
        });
    }

    private static void requireAttached(Pledge pledge) {
        if (pledge.attachment == null) {
            throw Problem.notFound();
        }
    }
}
