using System.Net;
using System.Net.Sockets;

namespace Territory.Hosting.Outbound;

/// <summary>A host leads to an address that the guard does not allow.</summary>
public sealed class AddressRefusedException(AddressGuard guard) : Exception(guard.Refusal);

/// <summary>Opens connections to hosts that strangers name: every one, and each time, to an address the guard allows.</summary>
public sealed class Dialer(AddressGuard guard)
{
    /// <summary>How long a connection may take to open.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What whoever named a host that is out of reach is told.</summary>
    public string Refusal => guard.Refusal;

    /// <summary>For a handler: resolves, asks the guard, connects to what it was asked about.</summary>
    /// <exception cref="AddressRefusedException">No address of the host is allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var addresses = (await AddressesAsync(endpoint.Host, cancellation)).Where(guard.Allows).ToArray();
        if (addresses.Length == 0) throw new AddressRefusedException(guard);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endpoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A host that is written as an address is that address: the resolver refuses to look up some of them, as 0.0.0.0.</summary>
    private static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellation) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var written) ? [written] : await Dns.GetHostAddressesAsync(host, cancellation);

    /// <summary>Why nobody can be reached there; null when somebody accepts a connection.</summary>
    public async Task<string?> WhyNotAsync(Uri url, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(url);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await (await ConnectAsync(new DnsEndPoint(url.IdnHost, url.Port), patience.Token)).DisposeAsync();
            return null;
        }
        catch (AddressRefusedException refused)
        {
            return refused.Message;
        }
        catch (SocketException unreachable)
        {
            return "it cannot be reached: " + unreachable.SocketErrorCode switch { SocketError.ConnectionRefused => "nobody listens there", SocketError.HostNotFound or SocketError.NoData => "there is no host of that name", var other => $"{other}" };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"it cannot be reached: no connection within {Patience.TotalSeconds} seconds";
        }
    }
}
