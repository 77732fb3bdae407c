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

    private final PledgeRepository repository;
    private final Pledges pledges;
    private final FileStore files;
    private final Clock clock;

    PledgeAttachments(PledgeRepository repository, Pledges pledges, FileStore files, Clock clock) {
        this.repository = repository;
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
                    .chain(repository::flush)
                    .chain(() -> files.forget(before))
                    .map(done -> new Attachment(file, pledge.version, false, before == null));
        });
    }

    /** Takes a pledge's file away; returns the pledge's version after it. */
    @WithTransaction
    public Uni<Long> remove(String reference, IfMatch ifMatch, Caller caller) {
        return pledges.owned(reference, caller)
                .invoke(PledgeAttachments::requireAttached)
                .chain(pledge -> {
                    ifMatch.check(pledge.version);
                    Pledges.requireEditable(pledge);
                    var before = pledge.attachment;
                    pledge.attach(null, clock.instant());
                    return repository.flush().chain(() -> files.forget(before)).map(done -> pledge.version);
                });
    }

    /** The file of a pledge that the caller may read; 404 when there is none for them. */
    @WithTransaction
    public Uni<Attachment> of(String reference, Caller caller) {
        return pledges.seen(reference, caller).map(seen -> {
            if (seen.attachment() == null) {
                throw Problem.notFound();
            }
            var pledge = seen.pledge();
            return new Attachment(seen.attachment(), pledge.version, pledge.registration.isPublic(), false);
        });
    }

    /** The file of this id, for whoever has a link to it. */
    @WithTransaction
    public Uni<StoredFile> file(UUID id) {
        return repository
                .ofAttachment(id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .map(pledge -> pledge.attachment);
    }

    private Uni<Pledge> open(String reference, IfMatch ifMatch, Caller caller) {
        return pledges.owned(reference, caller).invoke(pledge -> {
            ifMatch.checkIfSent(pledge.version);
            Pledges.requireEditable(pledge);
        });
    }

    private static void requireAttached(Pledge pledge) {
        if (pledge.attachment == null) {
            throw Problem.notFound();
        }
    }
}
