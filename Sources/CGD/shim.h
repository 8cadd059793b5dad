#include <gd.h>

// gdImageTrueColorPixel works by position only, and the palette is four fixed arrays, which Swift imports as tuples.
static inline int portpass_gd_palette_color(gdImagePtr image, int index) {
    return gdTrueColorAlpha(image->red[index], image->green[index], image->blue[index], image->alpha[index]);
}
