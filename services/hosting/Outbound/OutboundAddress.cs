namespace Territory.Hosting.Outbound;

/// <summary>What an address that a stranger names must look like, before anybody asks where it leads.</summary>
public static class OutboundAddress
{
    /// <summary>Most characters of an address.</summary>
    public const int Longest = 2000;
    /// <summary>What a refused address is told.</summary>
    public static readonly string Expected = $"an absolute http or https address of at most {Longest} characters without user, password and fragment, for example https://example.org/territory";

    /// <summary>The address; null when it is none of that kind.</summary>
    public static Uri? Parse(string text) =>
        text is { Length: <= Longest } && !text.Any(char.IsControl) && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url is { UserInfo.Length: 0, Fragment.Length: 0, Host.Length: > 0, Port: > 0 } ? url : null;
}
