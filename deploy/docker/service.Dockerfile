# One service as Maven packaged it before: mvn package -DskipTests. Nothing is downloaded here.
FROM eclipse-temurin:25-jre
ARG SERVICE
WORKDIR /service
COPY deploy/docker/healthy /usr/local/bin/healthy
# What changes least comes first.
COPY ${SERVICE}/target/quarkus-app/lib lib
COPY ${SERVICE}/target/quarkus-app/quarkus-run.jar quarkus-run.jar
COPY ${SERVICE}/target/quarkus-app/quarkus quarkus
COPY ${SERVICE}/target/quarkus-app/app app
# A new volume takes over who owns it.
RUN mkdir /files && chown 10001:10001 /files
USER 10001:10001
# The heap is set anew with this variable; the container's limit has to leave 300 MB beside it.
ENV JDK_JAVA_OPTIONS=-Xmx192m
ENV QUARKUS_HTTP_HOST=0.0.0.0 QUARKUS_HTTP_PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/bin/bash", "/usr/local/bin/healthy", "8080", "/q/health/ready"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xms32m", "-Xss512k", "-XX:+ExitOnOutOfMemoryError", \
  "--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8", "-Duser.timezone=UTC", "-jar", "quarkus-run.jar"]
