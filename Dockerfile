# The whole lab in one container; see docker-compose.yml.
FROM python:3.11-slim
WORKDIR /opt/finesse-lab
COPY . .
RUN pip install --no-cache-dir --constraint requirements.lock .
RUN useradd --create-home lab && install -d -o lab /home/lab/var
USER lab
VOLUME /home/lab/var
EXPOSE 5222 5223 7071 7443 8443 8445
# The console stays on the container's own loopback: `docker compose exec lab finesse-lab call 5551234 6001`.
CMD ["finesse-lab", "up", "--home", "/home/lab/var", "--listen", "0.0.0.0", "--host", "localhost"]
