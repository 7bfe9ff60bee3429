using System.Net;
using System.Net.Sockets;
using Shouldly;
using Territory.Hosting.Bus;
using Xunit;

namespace Territory.Tests.Hosting;

public sealed class TheEndOfAConnection : IAsyncLifetime
{
    private readonly Socket near = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private Socket far = null!;
    private EndingStream stream = null!;

    public async ValueTask InitializeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await near.ConnectAsync(listener.LocalEndpoint);
        far = await listener.AcceptSocketAsync();
        stream = new EndingStream(near);
    }

    [Fact]
    public async Task is_an_exception_to_whoever_reads()
    {
        await far.SendAsync(new byte[3]);
        far.Close();
        var read = new byte[8];
        (await stream.ReadAsync(read, TestContext.Current.CancellationToken)).ShouldBe(3);
        await Should.ThrowAsync<EndOfStreamException>(() => stream.ReadAsync(read, TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task is_not_what_a_look_without_room_reads()
    {
        await far.SendAsync(new byte[1]);
        (await stream.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task ends_the_reading_when_a_writer_finds_it_and_fails_no_writer()
    {
        var reading = stream.ReadAsync(new byte[8], TestContext.Current.CancellationToken).AsTask();
        // The other side stays open, and only a write can find out.
        near.Shutdown(SocketShutdown.Send);
        await stream.WriteAsync(new byte[1000], TestContext.Current.CancellationToken);
        await stream.WriteAsync(new byte[1000], TestContext.Current.CancellationToken);
        await Should.ThrowAsync<IOException>(() => reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        near.Dispose();
        far.Dispose();
    }
}
