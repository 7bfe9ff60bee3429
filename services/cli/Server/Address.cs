namespace Territory.Cli.Server;

internal static class Address
{
    public static bool TryRead(string text, out Uri address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address!) && address.Scheme is "http" or "https" && address is { UserInfo: "", Query: "", Fragment: "" };
}
