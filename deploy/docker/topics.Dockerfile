# Creates Kafka's topics and the rights of partners, and ends: the launcher's own list of them, packaged before by
# mvn package -DskipTests.
FROM eclipse-temurin:25-jre
WORKDIR /topics
COPY deploy/launcher/target/lib lib
COPY deploy/launcher/target/compromiso-launcher.jar compromiso-launcher.jar
USER 10001:10001
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m", \
  "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", \
  "-cp", "compromiso-launcher.jar", "org.compromiso.launcher.KafkaSetup"]
