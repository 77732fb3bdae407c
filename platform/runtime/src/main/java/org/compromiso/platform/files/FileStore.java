package org.compromiso.platform.files;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Files in a folder, which the instances of a service share and no other service uses. A file arrives under
 * {@code arriving}, is checked, and moves to its place (named by its id) when it is safely on the disk; then the
 * transaction that refers to it commits. Whatever is killed in between, there is never a row without its file. A file
 * without a row is set aside for a while before it is removed: it is a leftover, or the database is older than the folder.
 *
 * <p>For services with {@code compromiso.files.enabled=true}.
 */
@ApplicationScoped
@IfBuildProperty(name = "compromiso.files.enabled", stringValue = "true")
public class FileStore {

    /** Bytes of the largest file: 25 MB. */
    public static final long LARGEST = 25L * 1024 * 1024;

    static final String FORGOTTEN = "compromiso.files.forgotten";

    private static final Logger LOG = Logger.getLogger(FileStore.class);

    /** A directory of a hostile archive may take some ten megabytes of memory: so many files are looked at at once. */
    private static final int LOOKED_AT_AT_ONCE = 2;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int ROWS_AT_ONCE = 500;
    private static final Duration LEFTOVER_AFTER = Duration.ofHours(1);

    private final Vertx vertx;
    private final Pool pool;
    private final Path arriving;
    private final Path kept;
    private final Path setAside;
    private final Duration setAsideFor;
    private final Duration patience;
    private final WorkerExecutor workers;

    FileStore(
            Vertx vertx,
            Pool pool,
            @ConfigProperty(name = "compromiso.files.folder") Path folder,
            @ConfigProperty(name = "compromiso.files.set-aside-for") Duration setAsideFor,
            @ConfigProperty(name = "compromiso.files.patience") Duration patience) {
        this.vertx = vertx;
        this.pool = pool;
        this.arriving = folder.toAbsolutePath().resolve("arriving");
        this.kept = folder.toAbsolutePath().resolve("kept");
        this.setAside = folder.toAbsolutePath().resolve("set-aside");
        this.setAsideFor = setAsideFor;
        this.patience = patience;
        this.workers = vertx.createSharedWorkerExecutor("compromiso-files", LOOKED_AT_AT_ONCE);
    }

    /** Fails the start when the folder cannot be written. */
    void start(@Observes StartupEvent event) throws IOException {
        Files.createDirectories(arriving);
        Files.createDirectories(kept);
        Files.createDirectories(setAside);
        vertx.setPeriodic(
                0,
                LEFTOVER_AFTER.toMillis(),
                timer -> tidy(Instant.now().minus(LEFTOVER_AFTER))
                        .subscribe()
                        .with(
                                tidied -> LOG.debugf("%d files tidied away or put back", tidied),
                                failure -> LOG.warnf(failure, "The files were not tidied")));
    }

    /**
     * Takes in the body of a request as a file, and commits to it.
     *
     * @param otherwise what a file without a name is called, without extension
     * @param commit the transaction that refers to the file, by {@link #keep}
     * @throws Problem 413 too large, 422 not one of the types or not what its name says: then nothing is left of it,
     *     neither when the transaction is refused
     */
    public <T> Uni<T> receive(
            HttpServerRequest request, FileName name, String otherwise, Function<StoredFile, Uni<T>> commit) {
        var context = vertx.getOrCreateContext();
        var id = UUID.randomUUID();
        return UniHelper.toUni(received(request, id)
                        .compose(size -> blocking(() -> takeIn(id, size, name, otherwise)))
                        .recover(refused -> removed(arriving(id)).compose(gone -> Future.failedFuture(refused))))
                .emitOn(task -> context.runOnContext(ignored -> task.run()))
                .chain(file ->
                        commit.apply(file).onFailure(FileStore::isRefusal).call(refused -> remove(file)));
    }

    /** Remembers, in the transaction that is running, that a file is needed; before the row that refers to it. */
    public Uni<Void> keep(StoredFile file) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("insert into file (id) values (?1)")
                        .setParameter(1, file.id())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * Forgets a file in the transaction that is running, after what referred to it; when it has committed, the file is
     * removed. Null is no file.
     */
    public Uni<Void> forget(StoredFile file) {
        if (file == null) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from file where id = ?1")
                        .setParameter(1, file.id())
                        .executeUpdate())
                .invoke(deleted -> Vertx.currentContext().putLocal(FORGOTTEN, file))
                .replaceWithVoid();
    }

    /** Where the content is; fails with {@link NoSuchFileException} when it was removed just now. */
    public Uni<Path> content(StoredFile file) {
        var place = place(file.id());
        return UniHelper.toUni(vertx.fileSystem().exists(place.toString()))
                .chain(exists -> exists
                        ? Uni.createFrom().item(place)
                        : Uni.createFrom().failure(new NoSuchFileException(place.toString())));
    }

    /**
     * Removes what was being received before that time, and sets aside what has lain in its place since before it and no
     * row names; removes what was set aside long enough, and puts back what a row names again (the database has been
     * restored anew). Harmless on several instances at once. What the store has not put there (a name that is no id) is
     * left alone.
     *
     * @return how many files were moved or removed
     */
    public Uni<Integer> tidy(Instant before) {
        return UniHelper.toUni(blocking(() -> {
            var tidied = removed(olderThan(before, arriving));
            tidied += putBack();
            tidied += removed(olderThan(before.minus(setAsideFor), setAside));
            try (var folders = Files.newDirectoryStream(kept, Files::isDirectory)) {
                for (var folder : folders) {
                    tidied += setAside(olderThan(before, folder));
                }
            }
            return tidied;
        }));
    }

    /** After the commit that has forgotten it, or when the transaction that was to keep it is refused. */
    Uni<Void> remove(StoredFile file) {
        return UniHelper.toUni(removed(place(file.id())));
    }

    private Future<Long> received(HttpServerRequest request, UUID id) {
        return vertx.fileSystem()
                .open(
                        arriving(id).toString(),
                        new OpenOptions().setCreateNew(true).setRead(false))
                .compose(file ->
                        Upload.receive(vertx, request, file, LARGEST, patience).eventually(() -> file.close()));
    }

    /**
     * Checks what arrived and moves it to its place.
     *
     * @param size bytes that came; when the disk holds another number of them, the file is not taken
     */
    StoredFile takeIn(UUID id, long size, FileName name, String otherwise) throws IOException {
        var arrived = arriving(id);
        if (Files.size(arrived) != size) {
            throw new IOException("Of " + size + " bytes " + Files.size(arrived) + " are on the disk");
        }
        var content = Content.of(arrived);
        var findings = new ArrayList<Finding>();
        if (size == 0) {
            findings.add(Finding.at("/attachment", "file-empty"));
        } else if (content.type() == null) {
            findings.add(Finding.at("/attachment", content.refusal(), Map.of("types", DocumentType.LIST)));
        }
        findings.addAll(name.findings(content));
        if (!findings.isEmpty()) {
            throw Problem.invalid(findings);
        }
        var place = place(id);
        var file = new StoredFile(
                id, name.orElse(otherwise, content.type()), content.type().mediaType(), size, sha256(arrived));
        force(arrived, StandardOpenOption.WRITE);
        Files.createDirectories(place.getParent());
        Files.move(arrived, place, StandardCopyOption.ATOMIC_MOVE);
        // The names too are on the disk before anything refers to them.
        force(place.getParent(), StandardOpenOption.READ);
        force(kept, StandardOpenOption.READ);
        return file;
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (var channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var stream = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The transaction certainly did not commit. Of any other failure that cannot be known (the connection may have
     * broken after the commit): the file stays, and is a leftover if nothing refers to it.
     */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof Problem || failure instanceof OptimisticLockException;
    }

    private List<Path> olderThan(Instant before, Path folder) throws IOException {
        var old = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    old.add(file);
                }
            }
        }
        return old;
    }

    private static int removed(List<Path> files) throws IOException {
        var removed = 0;
        for (var file : files) {
            removed += Files.deleteIfExists(file) ? 1 : 0;
        }
        return removed;
    }

    private int setAside(List<Path> files) throws IOException {
        var moved = 0;
        var ids = ids(files);
        ids.removeAll(known(ids));
        for (var id : ids) {
            // From now on counts how long it has been set aside.
            moved += moved(place(id), setAside.resolve(id.toString())) ? 1 : 0;
        }
        if (moved > 0) {
            LOG.warnf(
                    "%d files that no row names were set aside in %s; they are removed after %s",
                    moved, setAside, setAsideFor);
        }
        return moved;
    }

    private int putBack() throws IOException {
        var moved = 0;
        for (var id : known(ids(olderThan(Instant.MAX, setAside)))) {
            Files.createDirectories(place(id).getParent());
            moved += moved(setAside.resolve(id.toString()), place(id)) ? 1 : 0;
        }
        if (moved > 0) {
            LOG.infof("%d files that rows name again were put back from %s", moved, setAside);
        }
        return moved;
    }

    /** False if it is not there any more: another instance was faster. */
    private static boolean moved(Path from, Path to) throws IOException {
        try {
            Files.setLastModifiedTime(from, FileTime.from(Instant.now()));
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private static List<UUID> ids(List<Path> files) {
        return files.stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> ID.matcher(name).matches())
                .map(UUID::fromString)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Those of the files that a row names. */
    private Set<UUID> known(List<UUID> ids) {
        var known = new HashSet<UUID>();
        for (int from = 0; from < ids.size(); from += ROWS_AT_ONCE) {
            var some = ids.subList(from, Math.min(from + ROWS_AT_ONCE, ids.size()));
            pool.preparedQuery("select id from file where id = any($1)")
                    .execute(Tuple.of(some.toArray(UUID[]::new)))
                    .await()
                    .atMost(Duration.ofSeconds(30))
                    .forEach(row -> known.add(row.getUUID(0)));
        }
        return known;
    }

    /** What cannot be removed now is a leftover. */
    private Future<Void> removed(Path file) {
        return vertx.fileSystem().delete(file.toString()).otherwiseEmpty();
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return workers.executeBlocking(work, false);
    }

    private Path arriving(UUID id) {
        return arriving.resolve(id.toString());
    }

    /** Folders by the first two digits, so that none holds too many. */
    private Path place(UUID id) {
        var name = id.toString();
        return kept.resolve(name.substring(0, 2)).resolve(name);
    }
}
