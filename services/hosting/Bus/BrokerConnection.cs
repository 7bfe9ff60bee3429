using System.Net.Sockets;
using RabbitMQ.Client;

namespace Territory.Hosting.Bus;

/// <summary>
/// How each connection of ours to RabbitMQ is made. The client (7.2.2) does not survive two ends of one: after an end in the
/// middle of a frame it goes on reading for ever, and after a write that failed nobody takes what others wait to write, while its
/// own shutdown waits for them. A broker that is killed at work leaves both behind, and the process never hears of the next one.
/// Over TLS an end that is announced in the middle of a frame is seen by the layer above this one, and only heartbeats tell of it.
/// </summary>
public static class BrokerConnection
{
    /// <summary>A broker that vanished without a word is given up after three of them have stayed away.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>For a connection that is opened anew by whoever uses it.</summary>
    public static ConnectionFactory To(Uri broker, string name)
    {
        var factory = new ConnectionFactory { Uri = broker, ClientProvidedName = name, AutomaticRecoveryEnabled = false };
        Settle(factory);
        return factory;
    }

    /// <summary>For a connection that MassTransit makes.</summary>
    internal static void Settle(ConnectionFactory factory)
    {
        factory.RequestedHeartbeat = Heartbeat;
        factory.SocketFactory = family => new EndingClient(new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
    }

    private sealed class EndingClient(Socket socket) : TcpClientAdapter(socket)
    {
        public override NetworkStream GetStream() => new EndingStream(Client);
    }
}

/// <summary>
/// Tells of a connection's end in the one way the client hears: by an exception to whoever reads. What is written to a dead
/// connection goes nowhere, as it does in the network's buffers; that it arrived is what the broker's confirm is for.
/// </summary>
internal sealed class EndingStream(Socket socket) : NetworkStream(socket)
{
    private volatile bool hasEnded;

    /// <exception cref="EndOfStreamException">The other side has closed the connection.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        return read > 0 || buffer.IsEmpty ? read : throw new EndOfStreamException("The broker has closed the connection.");
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (hasEnded) return;
        try
        {
            await base.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            hasEnded = true;
            // Ends the reading too, which tells of it.
            Socket.Dispose();
        }
    }
}
