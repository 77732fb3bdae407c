package org.compromiso.pledge.history;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public history over HTTP. */
@Path("/api/pledges/{reference}/history")
@Tag(name = "Life of a registered pledge")
public class HistoryResource {

    private final PledgeHistory history;
    private final Clock clock;
    private final SecurityIdentity identity;

    HistoryResource(PledgeHistory history, Clock clock, SecurityIdentity identity) {
        this.history = history;
        this.clock = clock;
        this.identity = identity;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "What was promised, and what became of it",
            description =
                    "Append-only, the latest first, from the registration on; each entry carries the whole pledge "
                            + "as it stood from then on, so the first entry of asOf=2027-12-31 is the pledge on that day.")
    @APIResponse(responseCode = "200", description = "A page; empty before the registration")
    @APIResponse(responseCode = "404", description = "No pledge that is public or yours")
    public Uni<Page<HistoryEntry>> read(
            @PathParam("reference") String reference,
            @Parameter(description = "Only what had happened by the end of this day, UTC", example = "2027-12-31")
                    @QueryParam("asOf")
                    String asOf,
            @BeanParam PageRequest page) {
        page.limit();
        return history.of(reference, day(asOf), page, Caller.of(identity));
    }

    private LocalDate day(String asOf) {
        if (asOf == null) {
            return null;
        }
        try {
            var day = LocalDate.parse(
                    asOf, DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT));
            if (day.isAfter(LocalDate.now(clock))) {
                throw Problem.unreadable(List.of(Finding.at("?asOf", "in-the-future")));
            }
            return day;
        } catch (DateTimeParseException notOne) {
            throw Problem.unreadable(List.of(Finding.at("?asOf", "not-a-date")));
        }
    }
}
