package org.compromiso.platform.mail;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Mails about nothing in particular: the recipient is looked up in an address book. */
@Singleton
class Postcards implements MailWriter {

    static final String TEXT = "zz-wish you were here";

    final Map<String, String> addressBook = new ConcurrentHashMap<>();
    final Map<String, String> titles = new ConcurrentHashMap<>();
    final AtomicInteger looksThatFail = new AtomicInteger();

    private final MailClaims claims;

    Postcards(MailClaims claims) {
        this.claims = claims;
    }

    @WithTransaction
    Uni<Void> due(String subject, String recipient) {
        return claims.add(List.of(new MailClaim(subject, "postcard", "1", recipient)));
    }

    @WithTransaction
    Uni<Void> dueAndFail(String subject, String recipient) {
        return claims.add(List.of(new MailClaim(subject, "postcard", "1", recipient)))
                .onItem()
                .failWith(() -> new IllegalStateException("rolled back"));
    }

    @Override
    public Uni<Letter> write(MailClaim claim) {
        return Uni.createFrom().item(() -> {
            var address = addressBook.get(claim.recipient());
            if (address == null) {
                return new Letter.NotNeeded("moved away");
            }
            return new Letter.Written(address, titles.getOrDefault(claim.subject(), "About " + claim.subject()), TEXT);
        });
    }

    /** No day makes a postcard due. */
    @Override
    public Uni<Integer> claimNext(LocalDate today) {
        return looksThatFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                ? Uni.createFrom().failure(new IllegalStateException("the calendar cannot be read"))
                : Uni.createFrom().item(0);
    }
}
