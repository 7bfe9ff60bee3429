namespace Territory.Feed.Webhooks;

/// <summary>What an endpoint's address must look like, before anybody asks where it leads.</summary>
public static class WebhookAddress
{
    public const int Longest = 2000;
    public static readonly string Expected = $"an absolute http or https address of at most {Longest} characters without user, password and fragment, for example https://example.org/territory";

    public static Uri? Parse(string text) =>
        text is { Length: <= Longest } && !text.Any(char.IsControl) && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url is { UserInfo.Length: 0, Fragment.Length: 0, Host.Length: > 0, Port: > 0 } ? url : null;
}
