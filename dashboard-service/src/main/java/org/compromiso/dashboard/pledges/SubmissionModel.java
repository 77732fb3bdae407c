package org.compromiso.dashboard.pledges;

import static java.util.Objects.requireNonNull;
import static org.compromiso.dashboard.projection.EventJson.member;
import static org.compromiso.dashboard.projection.EventJson.write;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Optional;
import org.compromiso.dashboard.facets.Days;
import org.compromiso.dashboard.facets.References;
import org.compromiso.dashboard.projection.Fact;
import org.compromiso.dashboard.projection.ReadModel;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;

/** Submissions: numbers and days only, and no row that readers see: what is not accepted is not public. */
@ApplicationScoped
class SubmissionModel implements ReadModel {

    @Override
    public boolean reads(String type) {
        return "org.compromiso.PledgeSubmitted.v1".equals(type);
    }

    @Override
    public Optional<StateTable> table() {
        return Optional.empty();
    }

    @Override
    public Fact read(IncomingEvent event) {
        var submitted = member(event, "pledge", Submitted.class);
        if (!submitted.reference().equals(event.subject())) {
            throw new PoisonException("The state is of another subject than ce_subject says", null);
        }
        if (!References.isPledge(submitted.reference())) {
            throw new PoisonException("A reference is not one of a pledge", null);
        }
        return new Fact(
                event.subject(),
                event.sequence(),
                submitted.reference(),
                event.type(),
                event.time(),
                write(member(event, "what", What.class)),
                write(submitted),
                "{}");
    }

    private record Submitted(String reference, String type, String entityKind) {
        private Submitted {
            requireNonNull(reference);
        }
    }

    private record What(int submission, LocalDate on) {
        private What {
            Days.require(on);
        }
    }
}
