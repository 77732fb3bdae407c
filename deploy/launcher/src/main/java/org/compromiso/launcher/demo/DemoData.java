package org.compromiso.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Properties;
import org.compromiso.launcher.Options;
import org.compromiso.launcher.Progress;

/**
 * Loads the demo's pledges and practices the way people would: as their focal point or the secretariat, drafted,
 * submitted, screened or reviewed, through the public APIs alone. What is loaded is remembered in
 * {@code <data>/demo.properties} step by step, and each creation has a key of its own: loading twice, or again after
 * a crash, adds nothing twice.
 */
public final class DemoData {

    private static final String SECRETARIAT = "secretariat";
    // Another member decides on what the secretariat itself recorded.
    private static final String OTHER_MEMBER = "secretariat-2";

    private final ObjectMapper json = new ObjectMapper();
    private final Options options;
    private final Progress progress;
    private final Api api;
    private final Path memory;
    private final Properties references = new Properties();

    public DemoData(Options options, Progress progress) {
        this.options = options;
        this.progress = progress;
        this.api = new Api(options.ports());
        this.memory = options.data().resolve("demo.properties");
    }

    /** Returns when everything is public and seen on the dashboard. */
    public void load() throws IOException, InterruptedException {
        if (Files.exists(memory)) {
            try (InputStream in = Files.newInputStream(memory)) {
                references.load(in);
            }
        }
        JsonNode pledges = read("pledges.json");
        for (int i = 0; i < pledges.size(); i++) {
            loadPledge(pledges.get(i), (i + 1) + " of " + pledges.size());
        }
        JsonNode practices = read("practices.json");
        for (int i = 0; i < practices.size(); i++) {
            loadPractice(practices.get(i), (i + 1) + " of " + practices.size());
        }
    }

    private JsonNode read(String file) throws IOException {
        return json.readTree(
                options.project().resolve("deploy/demo").resolve(file).toFile());
    }

    private void loadPledge(JsonNode item, String count) throws IOException, InterruptedException {
        String id = id(item);
        ObjectNode body = item.path("body").deepCopy();
        if (body.has("joins")) {
            // The file names the target by its source.
            body.put("joins", references.getProperty(body.path("joins").asText()));
        }
        if (isSeen(id) || isOver(body, count)) {
            return;
        }
        String user = item.path("recordedBy").asText();
        String reference = api.create(api.pledges(""), user, body, "demo-" + id)
                .body()
                .path("reference")
                .asText();
        remember(id, reference);
        String url = api.pledges("/" + reference);
        Api.Answer draft = api.get(url, user);
        if (draft.body().path("registration").asText().equals("draft")) {
            api.act(url + "/submission", user, draft.etag(), json.createObjectNode());
        }
        decide(reference, "screening", "accepted", user);
        api.await(
                api.dashboard("/pledges/" + reference),
                null,
                reference + " is on the dashboard",
                answer -> answer.status() == 200);
        remember(id + ".seen", Instant.now().toString());
        progress.say("demo pledge " + count + ": " + reference + " "
                + body.path("title").asText());
    }

    private void loadPractice(JsonNode item, String count) throws IOException, InterruptedException {
        String id = id(item);
        JsonNode body = item.path("body");
        if (isSeen(id)) {
            return;
        }
        String user = item.path("recordedBy").asText();
        String reference = api.create(api.practices(""), user, body, "demo-" + id)
                .body()
                .path("reference")
                .asText();
        remember(id, reference);
        String url = api.practices("/" + reference);
        Api.Answer draft = api.get(url, user);
        if (draft.body().path("state").asText().equals("draft")) {
            api.act(url + "/submission", user, draft.etag(), json.createObjectNode());
        }
        decide(reference, "peer-review", "approved", user);
        api.await(
                api.dashboard("/practices/" + reference),
                null,
                reference + " is on the dashboard",
                answer -> answer.status() == 200);
        remember(id + ".seen", Instant.now().toString());
        progress.say("demo practice " + count + ": " + reference + " "
                + body.path("title").asText());
    }

    private void decide(String reference, String purpose, String outcome, String recordedBy)
            throws IOException, InterruptedException {
        String member = recordedBy.equals(SECRETARIAT) ? OTHER_MEMBER : SECRETARIAT;
        Api.Answer cases = api.await(
                api.reviews("?purpose=" + purpose + "&subject=" + reference),
                member,
                "the " + purpose + " of " + reference + " is opened",
                answer -> answer.body().path("items").size() > 0);
        String url =
                api.reviews("/" + cases.body().path("items").path(0).path("id").asText());
        Api.Answer open = api.get(url, member);
        if (!open.body().path("state").asText().equals("decided")) {
            ObjectNode decision = json.createObjectNode()
                    .put("outcome", outcome)
                    .put("comment", "Demo: decided while the demo data were loaded.");
            api.act(url + "/completion", member, open.etag(), decision);
        }
    }

    /** With a business clock shifted far ahead a promise of the demo may lie in the past and would be refused. */
    private boolean isOver(JsonNode pledge, String count) {
        LocalDate today = LocalDate.ofInstant(Instant.now().plus(options.clock()), ZoneOffset.UTC);
        boolean over = !LocalDate.parse(pledge.path("endsOn").asText()).isAfter(today);
        if (over) {
            progress.say("demo pledge " + count + " left out: it ends before the shifted clock's today");
        }
        return over;
    }

    private static String id(JsonNode item) {
        return item.path("source").path("id").asText();
    }

    private boolean isSeen(String id) {
        return references.containsKey(id + ".seen");
    }

    private void remember(String key, String value) throws IOException {
        references.setProperty(key, value);
        Path next = memory.resolveSibling("demo.properties.next");
        try (OutputStream out = Files.newOutputStream(next)) {
            references.store(out, "What --demo has loaded into this data folder");
        }
        Files.move(next, memory, StandardCopyOption.ATOMIC_MOVE);
    }
}
