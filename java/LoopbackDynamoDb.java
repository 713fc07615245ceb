import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import java.lang.reflect.Field;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Starts DynamoDB local on a free port of the loopback interface: by itself, it listens on every interface and has no option for that. Takes its
 * options, prints the port, and ends with its standard input, so that it does not outlive whoever started it.
 */
public class LoopbackDynamoDb {
  public static void main(String[] options) throws Exception {
    DynamoDBProxyServer proxy = ServerRunner.createServerFromCommandLineArgs(options);
    Field server = DynamoDBProxyServer.class.getDeclaredField("server");
    server.setAccessible(true);
    ServerConnector connector = null;
    for (Connector each : ((Server) server.get(proxy)).getConnectors()) {
      connector = (ServerConnector) each;
      connector.setHost("127.0.0.1");
      connector.setPort(0);
    }
    proxy.start();
    System.out.println("listening on 127.0.0.1:" + connector.getLocalPort());
    while (System.in.read() != -1) {
      // nothing is said there
    }
    System.exit(0);
  }
}
