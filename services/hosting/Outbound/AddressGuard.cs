using System.Net;
using System.Net.Sockets;
using Territory.Hosting.Settings;

namespace Territory.Hosting.Outbound;

/// <summary>
/// Which addresses we may be sent to by strangers: public ones, and what a setting adds (<c>loopback</c>,
/// <c>private</c>, networks such as <c>10.1.0.0/16</c>). Asked with the address that is dialled, so a name that changes
/// what it points to gains nothing.
/// </summary>
/// <param name="setting">The setting's name without <c>TERRITORY_</c>: refusals name it.</param>
/// <param name="allowed">What it allows beside public addresses.</param>
public sealed class AddressGuard(string setting, IReadOnlyList<IPNetwork> allowed)
{
    /// <summary>Not the public internet: IANA's special-purpose registries (RFC 6890 and successors), multicast, and IPv6 forms that carry an IPv4 address.</summary>
    private static readonly IPNetwork[] Special = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8");

    private static readonly Dictionary<string, IPNetwork[]> Words = new(StringComparer.Ordinal)
    {
        ["loopback"] = Networks("127.0.0.0/8", "::1/128"),
        ["private"] = Networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"),
    };

    /// <summary>Reads the setting.</summary>
    /// <param name="setting">Its name without <c>TERRITORY_</c>.</param>
    /// <param name="value">What it is set to; null allows public addresses only.</param>
    /// <exception cref="SettingException">An entry is neither a known word nor a network.</exception>
    public static AddressGuard Read(string setting, string? value) =>
        new(setting, [.. (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(entry => Entry(setting, entry))]);

    /// <summary>What whoever named a host that is out of reach is told.</summary>
    public string Refusal => $"its host leads to a private, local or reserved address, which is reached only when the operator allows it with TERRITORY_{setting}";

    /// <summary>Whether an address may be dialled.</summary>
    public bool Allows(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)) return false;
        return !Special.Any(network => network.Contains(plain)) || allowed.Any(network => network.Contains(plain));
    }

    private static IPNetwork[] Entry(string setting, string entry) => Words.TryGetValue(entry, out var networks) ? networks
        : IPNetwork.TryParse(entry, out var network) ? [network]
        : throw SettingException.Wrong(setting, $"'{entry}'", "loopback,private,10.1.0.0/16");

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(IPNetwork.Parse)];
}
