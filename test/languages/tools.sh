# For scripts: installs the generators of Go, Java and Python, each in a fixed version, into the cache once. If that is
# impossible, the script prints SKIPPED and exits.
. test/end-to-end/programs.sh

PROTOC_GEN_GO=1.36.12
PROTOC_GEN_GO_GRPC=1.6.2
PROTOC=4.36.2               # protoc 36.2 in the numbering of Java
PROTOC_GEN_GRPC_JAVA=1.76.0 # the newest whose program is on Maven Central; newer libraries run its code
GENERATORS=$CACHE/languages/generators-$PROTOC_GEN_GO-$PROTOC_GEN_GO_GRPC-$PROTOC-$PROTOC_GEN_GRPC_JAVA
PYTHON_PACKAGES=test/languages/requirements.txt
VENV=$CACHE/languages/python-$(cat $PYTHON_PACKAGES clients/examples/python/requirements.txt | cksum | cut -d ' ' -f 1)

language_needs() { command -v "$1" > /dev/null || { echo "SKIPPED: generated code of $2 needs $1, which is not on this machine"; exit 0; }; }

# Maven with its own repository, so that artefacts of this tree do not mix with others.
maven() { mvn -q -B -Dstyle.color=never "-Dmaven.repo.local=$CACHE/languages/maven" "$@"; }

get_go_generators() {
  [ -e "$GENERATORS/protoc-gen-go-grpc" ] && return
  language_needs go Go
  echo 'getting the generators of Go'
  GOBIN=$GENERATORS go install google.golang.org/protobuf/cmd/protoc-gen-go@v$PROTOC_GEN_GO &&
    GOBIN=$GENERATORS go install google.golang.org/grpc/cmd/protoc-gen-go-grpc@v$PROTOC_GEN_GO_GRPC || exit 1
}

get_java_generators() {
  [ -e "$GENERATORS/protoc-gen-grpc-java" ] && return
  language_needs mvn Java
  echo 'getting the generators of Java'
  local os arch pom
  case $(uname -s) in Darwin) os=osx ;; *) os=linux ;; esac
  case $(uname -m) in arm64 | aarch64) arch=aarch_64 ;; *) arch=x86_64 ;; esac
  pom=$(mktemp -d) || exit 1
  sed -e "s/@PLATFORM@/$os-$arch/; s/@PROTOC@/$PROTOC/; s/@PROTOC_GEN_GRPC_JAVA@/$PROTOC_GEN_GRPC_JAVA/" test/languages/generators.pom > "$pom/pom.xml"
  maven -f "$pom/pom.xml" dependency:copy-dependencies -Dmdep.stripVersion -Dmdep.stripClassifier -DoutputDirectory="$pom" &&
    chmod +x "$pom"/*.exe && mkdir -p "$GENERATORS" && mv "$pom/protoc.exe" "$GENERATORS/protoc" &&
    mv "$pom/protoc-gen-grpc-java.exe" "$GENERATORS/protoc-gen-grpc-java"
  local code=$?
  rm -rf "$pom"
  [ $code = 0 ] || exit 1
}

get_python() {
  [ -e "$VENV/installed" ] && return
  language_needs python3 Python
  echo 'getting the generator and libraries of Python'
  python3 -m venv "$VENV" && "$VENV/bin/pip" install --quiet --disable-pip-version-check -r $PYTHON_PACKAGES &&
    touch "$VENV/installed" || exit 1
}

# The dependencies of gen/ and clients/examples: compiled for Go, downloaded for Java.
get_go_libraries() {
  language_needs go Go
  go -C clients/examples/go build -o /dev/null .
}
get_java_libraries() {
  language_needs mvn Java
  maven -f clients/pom.xml dependency:resolve-plugins
  maven -f gen/java/pom.xml dependency:resolve
}

# Puts all generators first on the path.
get_generators() {
  get_go_generators
  get_java_generators
  get_python
  PATH=$GENERATORS:$VENV/bin:$PATH
}
