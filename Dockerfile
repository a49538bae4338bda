# syntax=docker/dockerfile:1
# Targets: cpu (the default) and gpu. What docs/operations.md says of each was tried, or it says that it was not.

FROM eclipse-temurin:25-jdk AS source
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml .
COPY src src

FROM source AS build-cpu
RUN mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package \
 && java -Djarmode=tools -jar target/trainyard.jar extract --layers --destination target/layers

# ND4J's CUDA 11.6 backend, and NVIDIA's libraries for it, which Maven has too.
FROM source AS build-gpu
RUN mvn -B -ntp -Dcuda -Djavacpp.platform=linux-x86_64 -Dmaven.test.skip=true -Dspotless.check.skip=true package \
 && java -Djarmode=tools -jar target/trainyard.jar extract --layers --destination target/layers \
 && mvn -B -ntp dependency:copy -Dartifact=org.bytedeco:cuda:11.6-8.3-1.5.7:jar:linux-x86_64-redist -DoutputDirectory=target/redist \
 && mkdir target/cuda && cd target/cuda && jar xf ../redist/*.jar org/bytedeco/cuda/linux-x86_64

FROM eclipse-temurin:25-jre AS service
RUN groupadd --gid 10001 trainyard \
 && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin trainyard \
 && install -d -o 10001 -g 10001 /data
WORKDIR /app
ENV TRAINYARD_DATA=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=40s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /v2/health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Djdk.serialFilter=!*", "--enable-native-access=ALL-UNNAMED", \
  "--sun-misc-unsafe-memory-access=allow", "-jar", "trainyard.jar"]

# Started without a GPU only; no job has run in it. Its natives are unpacked at the first start: doing so here would want a GPU.
FROM service AS gpu
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
COPY --from=build-gpu /src/target/cuda/org/bytedeco/cuda/linux-x86_64/ /opt/cuda/
RUN echo /opt/cuda > /etc/ld.so.conf.d/cuda.conf && ldconfig
COPY --from=build-gpu /src/target/layers/dependencies/ ./
COPY --from=build-gpu /src/target/layers/spring-boot-loader/ ./
COPY --from=build-gpu /src/target/layers/snapshot-dependencies/ ./
COPY --from=build-gpu /src/target/layers/application/ ./
USER 10001

FROM service AS cpu
COPY --from=build-cpu /src/target/layers/dependencies/ ./
COPY --from=build-cpu /src/target/layers/spring-boot-loader/ ./
COPY --from=build-cpu /src/target/layers/snapshot-dependencies/ ./
COPY --from=build-cpu /src/target/layers/application/ ./
# A spare trainer trains something tiny and ends with its input: its native libraries lie unpacked then, oneDNN among them.
RUN OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 DNNL_MAX_CPU_ISA=AVX2 java -XX:+UseSerialGC '-Djdk.serialFilter=!*' --enable-native-access=ALL-UNNAMED \
      --sun-misc-unsafe-memory-access=allow -Dorg.bytedeco.javacpp.cachedir=/natives \
      -cp trainyard.jar dev.trainyard.trainer.TrainerMain --spare < /dev/null \
 && chmod -R a+rX /natives && rm -rf /tmp/*
ENV TRAINYARD_NATIVES=/natives
# The service starts once, up to where it would begin to work, and leaves a cache of its classes; its database outlives it.
RUN install -d -o 10001 -g 10001 /tmp/training && export TRAINYARD_DATA=/tmp/training/data \
 && setpriv --reuid 10001 --regid 10001 --clear-groups java -XX:AOTCacheOutput=/tmp/training/trainyard.aot -XX:+UseSerialGC \
      '-Djdk.serialFilter=!*' --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
      -Dspring.context.exit=onRefresh -jar trainyard.jar \
 && kill "$(head -n 1 /tmp/training/data/postgres/postmaster.pid)" \
 && install -m 644 /tmp/training/trainyard.aot . && rm -rf /tmp/*
USER 10001
ENTRYPOINT ["java", "-XX:AOTCache=trainyard.aot", "-XX:+UseSerialGC", "-Djdk.serialFilter=!*", \
  "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "trainyard.jar"]
