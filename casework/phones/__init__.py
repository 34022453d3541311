"""手机拍传: a QR code on the screen, a phone at the counter or on the site, and the photos stand with the case.

The phone signs in nowhere: the code is good for half an hour, for one case, for the person who showed it and with their rights.
"""
