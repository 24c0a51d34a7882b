-- The legacy system's table of users, as its MySQL had it.
CREATE TABLE IF NOT EXISTS usuarios (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  nombre VARCHAR(255) NOT NULL,
  apellido VARCHAR(255),
  correo VARCHAR(255),
  telefono VARCHAR(255),
  direccion VARCHAR(255),
  creado DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  actualizado TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  activo TINYINT(1) NOT NULL DEFAULT 1
) CHARACTER SET utf8mb4;

-- By which Debezium is told to take a snapshot, and in which it marks its chunks.
CREATE TABLE IF NOT EXISTS debezium_signal (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  type VARCHAR(32) NOT NULL,
  data VARCHAR(2048)
) CHARACTER SET utf8mb4;

-- What Debezium needs, and no more.
GRANT SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT, LOCK TABLES ON *.* TO cdc@localhost;
GRANT INSERT, DELETE ON legado.debezium_signal TO cdc@localhost;
