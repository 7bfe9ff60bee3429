using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Territory.Scenarios.Parts;

/// <summary>
/// A line between two of us that can be cut: every connection over it breaks off, and none comes about until it is mended.
/// It can also hold what is sent from some byte on: to the other side its sender looks frozen in the middle of a word.
/// </summary>
internal sealed class TcpLine : IAsyncDisposable
{
    private readonly IPEndPoint target;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isCut;
    private long passing = long.MaxValue;
    private long coming = long.MaxValue;

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

    /// <summary>So many bytes more are passed on towards the target; the rest waits until <see cref="Release"/>.</summary>
    public void HoldAfter(int bytes) => Volatile.Write(ref passing, bytes);

    public void Release() => released.SetResult();

    /// <summary>So many bytes more come back from the target; in the middle of them the connection ends.</summary>
    public void EndAfter(int bytes) => Volatile.Write(ref coming, bytes);

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
            await Task.WhenAny(SendAsync(near, far), ReturnAsync(far, near));
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

    private Task ReturnAsync(TcpClient far, TcpClient near) => UntilItEndsAsync(async () =>
    {
        var piece = new byte[16 * 1024];
        while (await far.GetStream().ReadAsync(piece, ending.Token) is > 0 and var read)
        {
            var now = Let(ref coming, read);
            await near.GetStream().WriteAsync(piece.AsMemory(0, now), ending.Token);
            if (now < read) return;
        }
    });

    private Task SendAsync(TcpClient near, TcpClient far) => UntilItEndsAsync(async () =>
    {
        var piece = new byte[16 * 1024];
        while (await near.GetStream().ReadAsync(piece, ending.Token) is > 0 and var read)
        {
            var now = Let(ref passing, read);
            await far.GetStream().WriteAsync(piece.AsMemory(0, now), ending.Token);
            if (now == read) continue;
            await released.Task.WaitAsync(ending.Token);
            await far.GetStream().WriteAsync(piece.AsMemory(now, read - now), ending.Token);
        }
    });

    // How many of the bytes just read still pass.
    private static int Let(ref long left, int read) => (int)Math.Max(0, Math.Min(read, Interlocked.Add(ref left, -read) + read));

    private static async Task UntilItEndsAsync(Func<Task> copy)
    {
        try
        {
            await copy();
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
