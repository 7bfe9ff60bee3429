using Shouldly;
using Territory.Intake.Feeds;
using Xunit;

namespace Territory.Tests.Intake;

public sealed class FindingTheArticle
{
    [Fact]
    public void a_marked_article_is_taken_without_what_is_around_it() => ArticleText.Of("""
        <html><head><title>Site</title><style>p{}</style></head><body><nav><p>Menu</p></nav><article><h1>Head</h1><script>var a;</script><p>One <b>bold</b> line.</p><figure><figcaption>Photo</figcaption></figure><p>Two.</p></article><footer><p>Imprint</p></footer></body></html>
        """).ShouldBe("Head\nOne bold line.\nTwo.");

    [Fact]
    public void of_several_the_longest_is_it() => ArticleText.Of("<article><p>teaser</p></article><article><p>the whole of a long story</p></article><article>more</article>").ShouldBe("the whole of a long story");

    [Fact]
    public void without_a_mark_it_is_where_the_paragraphs_are() => ArticleText.Of("""
        <body><div><p>Login</p></div><div id="x"><p>The first paragraph of the story.</p><p>The second paragraph of it.</p></div><div><p>Related</p></div></body>
        """).ShouldBe("The first paragraph of the story.\nThe second paragraph of it.");

    [Fact]
    public void a_fragment_is_its_words() => ArticleText.Of("سيطرت &quot;الفصائل&quot;<br>على <i>نوى</i>").ShouldBe("سيطرت \"الفصائل\"\nعلى نوى");

    [Fact]
    public void plain_words_stay_as_they_are() => ArticleText.Of("plain words").ShouldBe("plain words");

    [Fact]
    public void a_deep_page_is_read_or_refused_in_bounded_time()
    {
        static string Deep(string tag, int depth) => string.Concat(Enumerable.Repeat($"<{tag}>", depth)) + "words";
        ArticleText.Of(Deep("div", 9_000)).ShouldBe("words");
        ArticleText.Of(Deep("article", 2_000)).ShouldBe("words");
        ArticleText.Of(Deep("b", 30_000)).ShouldBeNull();
        ArticleText.Of(Deep("p", 15_000)).ShouldNotBeNull();
        ArticleText.Of($"<p {string.Join(' ', Enumerable.Range(0, 200_000).Select(i => "a" + i))}>words").ShouldBe("words");
    }

    [Fact]
    public void a_page_that_opens_everything_again_is_refused()
    {
        ArticleText.Of(string.Concat(Enumerable.Range(0, 3000).Select(i => $"<b x={i}>")) + string.Concat(Enumerable.Repeat("<p>word", 3000))).ShouldBeNull();
        ArticleText.Of("</b></b><p>" + string.Concat(Enumerable.Range(0, 500).Select(i => $"<a href={i}>word</a> ")) + "</p>").ShouldNotBeNull();
    }

    [Theory]
    [InlineData(null, """<meta charset="windows-1256"><p>درعا</p>""", "windows-1256")]
    [InlineData("windows-1256", "<p>درعا</p>", "windows-1256")]
    [InlineData(null, "<p>درعا</p>", "utf-8")]
    [InlineData("klingon", "<p>درعا</p>", "utf-8")]
    public void the_letters_of_a_page_are_told(string? charset, string html, string encoding)
    {
        PageBytes.Decode("<p></p>"u8.ToArray(), null).ShouldBe("<p></p>");
        ArticleText.Of(PageBytes.Decode(Encodings.Of(encoding).GetBytes(html), charset)).ShouldBe("درعا");
    }
}
