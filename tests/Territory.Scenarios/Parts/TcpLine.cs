using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Territory.Scenarios.Parts;

/// <summary>A line between two of us that can be cut: every connection over it breaks off, and none comes about until it is mended.</summary>
internal sealed class TcpLine : IAsyncDisposable
{
    private readonly IPEndPoint target;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;
    private volatile bool isCut;

    public TcpLine(int port)
    {
        target = new(IPAddress.Loopback, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Connections that broke off or did not come about because it was cut.</summary>
    public int Broken => broken;
    private int broken;

    public void Cut()
    {
        isCut = true;
        foreach (var client in open.Keys)
        {
            // A reset, as a network that fails gives none: what matters is that nothing more comes.
            client.Dispose();
            Interlocked.Increment(ref broken);
        }
    }

    public void Mend() => isCut = false;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ending.Token);
                if (isCut)
                {
                    client.Dispose();
                    Interlocked.Increment(ref broken);
                }
                else _ = JoinAsync(client);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The end.
        }
    }

    private async Task JoinAsync(TcpClient near)
    {
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            open[near] = open[far] = true;
            await far.ConnectAsync(target, ending.Token);
            if (isCut) return;
            await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Whoever is on the other side is away: so is the connection.
        }
        finally
        {
            open.TryRemove(near, out _);
            open.TryRemove(far, out _);
            near.Dispose();
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), ending.Token);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Cut, or one of the two went.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await accepting;
        listener.Dispose();
        Cut();
        ending.Dispose();
    }
}
