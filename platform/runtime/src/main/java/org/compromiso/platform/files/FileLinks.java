package org.compromiso.platform.files;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Links to files of another service (architecture.md, Files): who may open a case gets the file's id and an expiry
 * under HMAC-SHA256 with a key that the services share ({@code compromiso.files.link-key}, no default); the owning service
 * checks it and asks for no token. Times are real ones, not the business clock's.
 */
@Singleton
public class FileLinks {

    static final Duration VALID_FOR = Duration.ofMinutes(10);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 32;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final SecretKeySpec key;
    private final InstantSource clock;

    @Inject
    FileLinks(@ConfigProperty(name = "compromiso.files.link-key") String key) {
        this(key, InstantSource.system());
    }

    FileLinks(String key, InstantSource clock) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "compromiso.files.link-key must have at least " + SHORTEST_KEY + " characters, chosen at random");
        }
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    /** A link of ten minutes to a file that the owner serves under {@code address/id}. */
    public FileLink mint(String address, UUID file) {
        var expires = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(VALID_FOR);
        var signature = Base64.getUrlEncoder().withoutPadding().encodeToString(sign(file, expires.getEpochSecond()));
        return new FileLink(
                address + "/" + file + "?expires=" + expires.getEpochSecond() + "&signature=" + signature, expires);
    }

    /** Throws a 403 problem unless this is a link of ours to the file and its time has not passed. */
    public void check(UUID file, String expires, String signature) {
        if (expires == null || signature == null || !SECONDS.matcher(expires).matches()) {
            throw Problem.of(403, "link-invalid");
        }
        var seconds = Long.parseLong(expires);
        if (!MessageDigest.isEqual(sign(file, seconds), decoded(signature))) {
            throw Problem.of(403, "link-invalid");
        }
        if (!clock.instant().isBefore(Instant.ofEpochSecond(seconds))) {
            throw Problem.of(403, "link-expired");
        }
    }

    private static byte[] decoded(String signature) {
        try {
            return Base64.getUrlDecoder().decode(signature);
        } catch (IllegalArgumentException notOurs) {
            return new byte[0];
        }
    }

    private byte[] sign(UUID file, long expires) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal((file + "\n" + expires).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
