package org.compromiso.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.compromiso.launcher.Ports;
import org.compromiso.launcher.Refusal;

/** The public APIs as a client uses them: a token, JSON, {@code If-Match}. */
final class Api {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final Ports ports;
    private final Map<String, String> tokens = new HashMap<>();

    Api(Ports ports) {
        this.ports = ports;
    }

    /** What came back: the body, and the version to send as {@code If-Match}. */
    record Answer(int status, JsonNode body, String etag) {}

    String pledges(String path) {
        return "http://127.0.0.1:" + ports.pledge() + "/api/pledges" + path;
    }

    String practices(String path) {
        return "http://127.0.0.1:" + ports.practice() + "/api/practices" + path;
    }

    String reviews(String path) {
        return "http://127.0.0.1:" + ports.review() + "/api/reviews" + path;
    }

    String dashboard(String path) {
        return "http://127.0.0.1:" + ports.dashboard() + "/api/dashboard" + path;
    }

    /** Reads as the user; public reads take no user. Refuses any answer but 200. */
    Answer get(String url, String user) throws IOException, InterruptedException {
        return expect(send(request(url, user).GET().build()), "GET " + url, 200);
    }

    /** Creates; the same key never creates twice. */
    Answer create(String url, String user, JsonNode body, String key) throws IOException, InterruptedException {
        HttpRequest request = request(url, user)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return expect(send(request), "POST " + url, 201);
    }

    /** Acts on the version that the ETag names. */
    Answer act(String url, String user, String etag, JsonNode body) throws IOException, InterruptedException {
        HttpRequest request = request(url, user)
                .header("Content-Type", "application/json")
                .header("If-Match", etag)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return expect(send(request), "POST " + url, 200);
    }

    /** Reads again and again until the answer is the awaited one. Refuses after a minute. */
    Answer await(String url, String user, String what, Predicate<Answer> awaited)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        Answer answer = send(request(url, user).GET().build());
        while (!awaited.test(answer)) {
            if (System.nanoTime() > end) {
                throw new Refusal("Waited a minute in vain until " + what + ". The last answer of " + url + ": "
                        + answer.status() + " " + answer.body());
            }
            Thread.sleep(100);
            answer = send(request(url, user).GET().build());
        }
        return answer;
    }

    private HttpRequest.Builder request(String url, String user) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
        return user == null ? request : request.header("Authorization", "Bearer " + token(user));
    }

    // Tokens live 15 minutes, far longer than loading takes. A demo user's password is its name.
    private String token(String user) throws IOException, InterruptedException {
        String token = tokens.get(user);
        if (token == null) {
            String name = URLEncoder.encode(user, StandardCharsets.UTF_8);
            HttpRequest request = HttpRequest.newBuilder(URI.create(
                            "http://127.0.0.1:" + ports.keycloak() + "/realms/pledging/protocol/openid-connect/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "grant_type=password&client_id=demo-loader&username=" + name + "&password=" + name))
                    .build();
            token = expect(send(request), "The token of " + user, 200)
                    .body()
                    .path("access_token")
                    .asText();
            tokens.put(user, token);
        }
        return token;
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        boolean isJson =
                response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(
                response.statusCode(),
                isJson ? json.readTree(response.body()) : json.missingNode(),
                response.headers().firstValue("ETag").orElse(""));
    }

    private static Answer expect(Answer answer, String what, int status) {
        if (answer.status() != status) {
            throw new Refusal(
                    "Demo data cannot be loaded. " + what + " answered " + answer.status() + ": " + answer.body());
        }
        return answer;
    }
}
