package org.compromiso.review.cases;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.compromiso.platform.files.FileLinks;
import org.compromiso.review.decision.Purpose;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The files of a submission: for whom the content is shown, each as a fresh link to the service that has the file. */
@ApplicationScoped
class CaseFiles {

    private final FileLinks links;
    private final String pledges;

    CaseFiles(FileLinks links, @ConfigProperty(name = "compromiso.review.pledge-files") String pledges) {
        this.links = links;
        this.pledges = pledges;
    }

    /** A file of a submission, and where it can be fetched without a token. */
    @Schema(name = "CaseFile")
    public record Linked(
            String name,
            String type,

            @Schema(description = "Bytes") long size,

            @Schema(description = "Holds until expiresAt; open the case again for a new one")
            String url,

            Instant expiresAt) {}

    /** Links to the files that a submission's content names; only pledges have files that can be fetched. */
    List<Linked> of(Purpose purpose, JsonNode content) {
        if (purpose != Purpose.SCREENING) {
            return List.of();
        }
        return StreamSupport.stream(content.path("files").spliterator(), false)
                .map(this::linked)
                .toList();
    }

    private Linked linked(JsonNode file) {
        var link = links.mint(pledges, UUID.fromString(file.path("id").asText()));
        return new Linked(
                file.path("name").asText(),
                file.path("type").asText(),
                file.path("size").asLong(),
                link.url(),
                link.expiresAt());
    }
}
