package org.compromiso.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code ./run} looks at before it starts anything, in a project that is built, with a Java and a Maven that only
 * say so, and with ports that are free. Each refusal says what to do.
 */
class RunTest {

    private static final String PORTS = "8080 8081 8082 8083 8180 9092 9093 9094";
    private static final List<String> SERVICES =
            List.of("pledge-service", "practice-service", "review-service", "dashboard-service");
    private static final Instant BUILT = Instant.parse("2026-01-02T00:00:00Z");
    /** What the script calls; a machine without Java has these. */
    private static final List<String> TOOLS = List.of(
            "bash", "dirname", "sed", "head", "tail", "mkdir", "df", "awk", "cat", "ps", "grep", "find", "touch", "tr",
            "tee", "mv", "lsof", "ss", "pgrep", "sleep");

    @TempDir
    Path folder;

    private Path project;
    private Path programs;
    private Path data;
    private final Map<String, String> environment = new TreeMap<>();
    private int[] ports;

    @BeforeEach
    void aProjectThatIsBuilt() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        programs = Files.createDirectories(folder.resolve("bin"));
        data = folder.resolve("data");
        ports = freePorts(PORTS.split(" ").length + 1);
        var script = Files.readString(Path.of("../../run"));
        assertTrue(script.contains("for port in " + PORTS + " "), "the ports of ./run");
        write(
                project.resolve("run"),
                script.replace(
                        PORTS,
                        IntStream.of(ports).skip(1).mapToObj(Integer::toString).collect(Collectors.joining(" "))));
        for (var tool : TOOLS) {
            var found = Commands.find(tool);
            if (found.isPresent()) {
                program(tool, "exec " + found.get() + " \"$@\"");
            }
        }
        program("java", "[ \"$1\" = -version ] && echo 'openjdk version \"17.0.9\"' >&2 || echo \"started $*\"");
        program("javac", "");
        program("mvn", "echo '[INFO] Building pledge-service [1/2]'");
        environment.put("PATH", programs.toString());
        write(project.resolve("pom.xml"), "");
        for (var module : SERVICES) {
            write(project.resolve(module).resolve("src/main/java/Service.java"), "");
            write(project.resolve(module).resolve("src/test/java/ServiceTest.java"), "");
            write(project.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"), "");
        }
        write(project.resolve("deploy/launcher/src/main/java/Launcher.java"), "");
        write(project.resolve("deploy/launcher/target/compromiso-launcher.jar"), "");
        write(project.resolve("deploy/launcher/target/built-at"), "");
        try (Stream<Path> files = Files.walk(project)) {
            for (var file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(BUILT));
            }
        }
    }

    @Test
    void what_is_built_is_started_with_the_words_of_the_command_line() throws Exception {
        var said = run("--demo", "--clock", "+400d", "--heap", "1g");

        assertEquals(0, said.exit, said.text);
        assertTrue(said.text.startsWith("started "), said.text);
        assertTrue(
                said.text.contains("--postgres-port " + ports[0] + " --demo --clock +400d --heap 1g --data " + data),
                said.text);
    }

    @Test
    void a_machine_without_java_is_told_what_to_install() throws Exception {
        Files.delete(programs.resolve("java"));

        assertRefused(run(), "No Java found. Install a JDK 17 or newer");
    }

    @Test
    void a_folder_without_java_is_named() throws Exception {
        environment.put("JAVA_HOME", project.toString());

        assertRefused(
                run(), "JAVA_HOME is " + project + ", and there is no Java in it. Set it to the folder of a JDK 17");
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_402, 8", "11.0.22, 11", "16-ea, 16"})
    void an_older_java_is_named_with_the_version_that_is_needed(String version, String shown) throws Exception {
        program("java", "echo 'openjdk version \"" + version + "\" 2024-01-16' >&2");

        assertRefused(run(), "Java " + shown + " is too old: a JDK 17 or newer is needed (", "Set JAVA_HOME to one.");
    }

    @Test
    void what_only_stands_in_for_a_java_is_told_from_one() throws Exception {
        program("java", "echo 'Unable to locate a Java Runtime.' >&2; exit 1");

        assertRefused(run(), programs.resolve("java") + " does not say which Java it is. Install a JDK 17 or newer");
    }

    @ParameterizedTest
    @CsvSource({"17", "17.0.9", "21.0.2", "26-ea"})
    void a_newer_java_will_do(String version) throws Exception {
        program("java", "[ \"$1\" = -version ] && echo 'openjdk version \"" + version + "\"' >&2 || echo started");

        assertEquals("started\n", run().text);
    }

    @Test
    void a_port_in_use_is_named_with_who_has_it() throws Exception {
        try (var taken = listen(ports[1])) {
            assertRefused(
                    run(),
                    "Port " + taken.getLocalPort() + " is in use by ",
                    "Stop it and try again.",
                    pidWhereKnown());
        }
    }

    @Test
    void for_postgresql_another_port_can_be_taken() throws Exception {
        try (var taken = listen(ports[0])) {
            assertRefused(
                    run(),
                    "Port " + taken.getLocalPort() + " is in use by ",
                    "Stop it, or take another port with --postgres-port.");
        }
    }

    @Test
    void a_port_of_what_a_killed_launcher_left_behind_is_no_obstacle() throws Exception {
        write(data.resolve("processes"), "kafka " + ProcessHandle.current().pid() + "\n");

        try (var taken = listen(ports[1])) {
            var said = run();
            // Whose port it is must be known.
            assertEquals(pidWhereKnown().isEmpty(), said.text.contains("Port " + taken.getLocalPort()), said.text);
        }
    }

    @Test
    void another_launcher_with_the_same_data_is_named() throws Exception {
        var launcher = new ProcessBuilder("bash", "-c", "exec -a compromiso-launcher sleep 60").start();
        try {
            write(data.resolve("lock"), Long.toString(launcher.pid()));
            awaitLine(launcher, "compromiso-launcher");

            assertRefused(
                    run(),
                    "Another launcher (pid " + launcher.pid() + ") already runs with the data folder " + data,
                    "Stop it first",
                    "use another folder with --data.");
        } finally {
            launcher.destroyForcibly();
        }
    }

    @Test
    void a_data_folder_that_cannot_be_made_is_named() throws Exception {
        write(data, "a file in the way");

        assertRefused(run(), "The data folder " + data + " cannot be made. Take another with --data.");
    }

    @Test
    void too_small_a_disk_is_told_with_what_is_needed() throws Exception {
        program("df", "echo Filesystem; echo /dev/disk 100000000 99000000 1536000 99% /");

        assertRefused(run(), "Only 1500 MB of disk are free at " + data + "; 2048 MB are needed. Make room");
    }

    @ParameterizedTest
    @CsvSource({
        "pom.xml",
        "review-service/src/main/java/Service.java",
        "deploy/launcher/src/main/java/Launcher.java",
        // A file in it was deleted.
        "review-service/src/main/java"
    })
    void newer_sources_are_built_before_the_start(String newer) throws Exception {
        changed(newer);

        var said = run();

        assertEquals(0, said.exit, said.text);
        assertTrue(said.text.startsWith("Building (the whole log: " + data + "/logs/build.log)"), said.text);
        assertTrue(said.text.contains("Building pledge-service"), said.text);
        assertTrue(said.text.contains("\nstarted "), said.text);
        assertTrue(run().text.startsWith("started "), "built once");
    }

    @ParameterizedTest
    @CsvSource({
        "dashboard-service/target/quarkus-app/quarkus-run.jar",
        "deploy/launcher/target/built-at",
    })
    void what_is_missing_is_built(String missing) throws Exception {
        Files.delete(project.resolve(missing));

        assertTrue(run().text.startsWith("Building "));
    }

    @ParameterizedTest
    @CsvSource({
        "review-service/src/test/java/ServiceTest.java",
        "review-service/src/test/java",
        "review-service/target/quarkus-app/quarkus-run.jar",
        "run"
    })
    void what_does_not_end_up_in_what_is_started_is_no_reason_to_build(String newer) throws Exception {
        changed(newer);

        assertTrue(run().text.startsWith("started "));
    }

    @Test
    void on_request_what_was_built_last_is_started() throws Exception {
        changed("pom.xml");

        assertTrue(run("--no-build").text.startsWith("started "));
    }

    @Test
    void without_anything_built_there_is_nothing_to_start() throws Exception {
        Files.delete(project.resolve("deploy/launcher/target/compromiso-launcher.jar"));

        assertRefused(run("--no-build"), "Nothing is built yet: start ./run without --no-build.");
    }

    @Test
    void a_build_that_fails_shows_the_end_of_its_log_and_is_tried_again() throws Exception {
        changed("pom.xml");
        program("mvn", "echo '[ERROR] cannot find symbol'; exit 1");

        assertRefused(
                run(),
                "[ERROR] cannot find symbol",
                "The build failed after ",
                "The whole log: " + data + "/logs/build.log");
        assertRefused(run(), "The build failed after ");
    }

    @Test
    void building_needs_maven_and_a_compiler_and_says_so() throws Exception {
        changed("pom.xml");
        Files.delete(programs.resolve("mvn"));
        assertRefused(run(), "Maven (mvn) is needed to build and was not found");

        Files.delete(programs.resolve("javac"));
        assertRefused(run(), "This Java has no compiler (javac). Install a JDK, not only a JRE");
    }

    @ParameterizedTest
    @CsvSource({
        "--frobnicate, Unknown option --frobnicate. ./run --help lists them all.",
        "--data, --data needs a folder.",
        "--postgres-port, --postgres-port needs a number.",
        "--why, --why needs a reference such as P-2026-000001.",
        "--clock, --clock needs a number of days such as +400d.",
        "--heap, --heap needs a size such as 512m."
    })
    void a_word_that_is_not_understood_is_refused(String word, String refusal) throws Exception {
        assertRefused(run(word), refusal);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void memory_is_told_by_process_with_its_children_and_each_counts_once() throws Exception {
        program("large", "held=$(head -c 40000000 /dev/zero | tr '\\0' x); echo ready; sleep 60 & wait");
        program("small", "large & wait");
        var small = start("small");
        try {
            assertEquals("ready", small.inputReader().readLine());
            // PostgreSQL's children are not in the table; the launcher's are.
            write(data.resolve("processes"), "postgres " + small.pid() + "\n");
            write(data.resolve("lock"), Long.toString(small.pid()));

            var said = run("--memory");

            var told = Pattern.compile("postgres +(\\d+) MB\nlauncher +(\\d+) MB\ntogether +(\\d+) MB\n")
                    .matcher(said.text);
            assertTrue(told.matches(), said.text);
            assertTrue(Integer.parseInt(told.group(1)) >= 38, said.text);
            assertTrue(Integer.parseInt(told.group(2)) < 20, said.text);
            assertEquals(
                    Integer.parseInt(told.group(1)) + Integer.parseInt(told.group(2)),
                    Integer.parseInt(told.group(3)),
                    1,
                    said.text);
        } finally {
            small.descendants().forEach(ProcessHandle::destroyForcibly);
            small.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void memory_of_what_does_not_run_is_refused() throws Exception {
        assertRefused(run("--memory"), "Nothing runs with the data folder " + data + ".");
    }

    private record Said(int exit, String text) {}

    private Said run(String... words) throws IOException, InterruptedException {
        var process = start(
                "bash",
                Stream.concat(
                                Stream.of(
                                        project.resolve("run").toString(),
                                        "--data",
                                        data.toString(),
                                        "--postgres-port",
                                        Integer.toString(ports[0])),
                                Stream.of(words))
                        .toArray(String[]::new));
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return new Said(process.exitValue(), text);
    }

    /** One of the programs of this machine. */
    private Process start(String program, String... words) throws IOException {
        var command = new ProcessBuilder(
                Stream.concat(Stream.of(programs.resolve(program).toString()), Stream.of(words))
                        .toList());
        command.environment().clear();
        command.environment().putAll(environment);
        return command.redirectErrorStream(true).start();
    }

    private static void assertRefused(Said said, String... parts) {
        assertEquals(1, said.exit, said.text);
        for (var part : parts) {
            assertTrue(said.text.contains(part), () -> part + " is not in: " + said.text);
        }
        assertTrue(!said.text.contains("started "), said.text);
    }

    /** {@code (pid …)} of this process, if the machine has a program that tells whose port it is. */
    private static String pidWhereKnown() {
        return Commands.find("lsof").or(() -> Commands.find("ss")).isPresent()
                ? "(pid " + ProcessHandle.current().pid() + ")"
                : "";
    }

    /** The process is what it wants to be. */
    private static void awaitLine(Process process, String part) throws InterruptedException {
        while (!Commands.line(process.toHandle()).contains(part)) {
            assertTrue(process.isAlive());
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void changed(String file) throws IOException {
        Files.setLastModifiedTime(project.resolve(file), FileTime.from(BUILT.plusSeconds(1)));
    }

    private void program(String name, String text) throws IOException {
        var program = programs.resolve(name);
        Files.deleteIfExists(program);
        write(program, "#!" + Commands.find("bash").orElseThrow() + "\n" + text + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    private static int[] freePorts(int number) throws IOException {
        var held = new ServerSocket[number];
        for (int i = 0; i < number; i++) {
            held[i] = listen(0);
        }
        for (var socket : held) {
            socket.close();
        }
        return Stream.of(held).mapToInt(ServerSocket::getLocalPort).toArray();
    }
}
